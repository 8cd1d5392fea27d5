import { getCells } from '@strata/diagnostics';

/** Lines at the bottom of a terminal that are drawn again and again in their place. */
export interface Area {
  /** Draws these lines in place of those before; none takes the area away. */
  draw(lines: readonly string[]): void;
  /** Writes lasting text above the area. */
  print(text: string, lines: readonly string[]): void;
}

export interface AreaOptions {
  readonly write: (text: string) => void;
  /** Columns at this moment: people change the size of their windows. */
  readonly width: () => number;
}

/** The cursor rests at the end of the last line that was drawn. Each change is one write, so that nothing flickers. */
export function createArea({ write, width }: AreaOptions): Area {
  let drawn: readonly string[] = [];
  // Text without a line end: what follows belongs on the same line.
  let open = false;

  const replace = (text: string, lines: readonly string[]) => {
    const erase = getErasure(drawn, width());
    drawn = open ? [] : lines;
    const output = erase + text + drawn.join('\n');
    if (output !== '') write(output);
  };
  return {
    draw(lines) {
      if (lines.join('\n') !== drawn.join('\n')) replace('', lines);
    },
    print(text, lines) {
      if (text === '') return;
      open = !text.endsWith('\n');
      replace(text, lines);
    },
  };
}

/** Takes away what was drawn. A window that was made narrower has broken long lines in two. */
function getErasure(lines: readonly string[], width: number): string {
  if (lines.length === 0) return '';
  const rows = lines.reduce(
    (sum, line) => sum + Math.max(1, Math.ceil(getCells(withoutColor(line)) / width)),
    0,
  );
  return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ''}\u001b[J`;
}

function withoutColor(line: string): string {
  return line.replace(/\u001b\[\d+m/g, '');
}
