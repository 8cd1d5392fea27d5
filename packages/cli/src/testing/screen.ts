/** A terminal's screen, as far as views use one: text, line ends, going up, and clearing what is below. */
export interface Screen {
  write(text: string): void;
  /** What stands there, without colour. */
  readonly text: string;
}

/** @param width columns; what is longer goes on in the next row */
export function createScreen(width = 80): Screen {
  let rows: string[] = [''];
  let row = 0;
  let column = 0;

  const put = (character: string) => {
    if (column === width) newLine();
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  };
  const newLine = () => {
    row += 1;
    column = 0;
    rows[row] ??= '';
  };
  const clearBelow = () => {
    rows = rows.slice(0, row + 1);
    rows[row] = (rows[row] ?? '').slice(0, column);
  };
  const act = (sequence: string) => {
    const [, count, action] = /^\u001b\[(\d*)([A-Za-z])$/.exec(sequence) ?? [];
    if (action === 'A') row = Math.max(0, row - Number(count || 1));
    else if (action === 'J') clearBelow();
    else if (action !== 'm') throw new Error(`This screen does not know ${JSON.stringify(sequence)}.`);
  };
  return {
    write(text) {
      for (const piece of text.match(/\u001b\[\d*[A-Za-z]|./gsu) ?? []) {
        if (piece === '\n') newLine();
        else if (piece === '\r') column = 0;
        else if (piece.length > 1 && piece.startsWith('\u001b')) act(piece);
        else put(piece);
      }
    },
    get text() {
      return rows.join('\n');
    },
  };
}
