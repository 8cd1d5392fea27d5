import { getCells } from './display';

/** How wide a text may be, and what stands before each line but the first. */
export interface Wrapping {
  /** Cells. @default no limit */
  readonly width?: number;
  /** @default nothing */
  readonly indent?: string;
}

/**
 * Breaks text at blanks. Line ends stay, and so do lines that begin with a blank: those are lists, commands or output.
 * A word wider than the line stands alone, whole, so that a path or a command can still be copied.
 */
export function wrap(text: string, { width, indent = '' }: Wrapping): string {
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, width - indent.length);
  return text
    .split('\n')
    .flatMap((line) => (/^\s/.test(line) ? [line] : wrapLine(line, room)))
    .join(`\n${indent}`);
}

function wrapLine(line: string, room: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && getCells(longer) > room) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}
