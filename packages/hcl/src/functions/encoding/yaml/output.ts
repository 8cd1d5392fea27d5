/** YAML as it is written, with what decides where the next word goes. */
export interface Output {
  readonly pieces: string[];
  /** Characters of the line so far. */
  column: number;
  /** The last thing needs no space behind it. */
  spaced: boolean;
  /** The line holds nothing but space and indicators (`- `, `? `) so far. */
  indented: boolean;
}

export function createOutput(): Output {
  return { pieces: [], column: 0, spaced: true, indented: true };
}

/** Writes text without line breaks; `characters` is how many there are. */
export function put(output: Output, text: string, characters: number): void {
  output.pieces.push(text);
  output.column += characters;
}

export function putBreak(output: Output, text = '\n'): void {
  output.pieces.push(text);
  output.column = 0;
}

/** Goes to the column, on a new line unless the line is still there. */
export function goTo(output: Output, column: number): void {
  const { spaced, indented } = output;
  if (!indented || output.column > column || (output.column === column && !spaced)) putBreak(output);
  const missing = column - output.column;
  if (missing > 0) put(output, ' '.repeat(missing), missing);
  output.spaced = true;
  output.indented = true;
}

/** Writes an indicator behind a space where one is needed. */
export function putIndicator(output: Output, text: string): void {
  if (!output.spaced) put(output, ' ', 1);
  put(output, text, text.length);
  output.spaced = false;
}
