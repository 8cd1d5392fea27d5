import type { TokenList } from '../scan/token-list';
import { countGraphemes } from '../text/graphemes';
import type { LineList } from './lines';

/**
 * Sets the spaces before assignments and comments, so that those of consecutive lines start in one column. Assignments
 * come first, because they move comments.
 */
export function alignCells(tokens: TokenList, lines: LineList, spaces: Int32Array): void {
  alignCell(tokens, lines, { starts: lines.assignments, ends: lines.comments }, spaces);
  alignCell(tokens, lines, { starts: lines.comments, ends: lines.leads.subarray(1) }, spaces);
}

/** One kind of cell by line: first token, and first token behind it. Equal where a line has no such cell. */
interface Cells {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function alignCell(tokens: TokenList, lines: LineList, cells: Cells, spaces: Int32Array): void {
  const widths = new Int32Array(lines.count);
  let first = 0;
  for (let line = 0; line < lines.count; line++) {
    const cell = cells.starts[line]!;
    if (cell === cells.ends[line]) {
      alignChain(first, line);
      first = line + 1;
    } else {
      widths[line] = countColumns(tokens, spaces, lines.leads[line]!, cell);
    }
  }
  alignChain(first, lines.count);

  /** Lines without a gap between them: the widest has one space, the others what is missing to there. */
  function alignChain(start: number, end: number): void {
    let widest = 0;
    for (let line = start; line < end; line++) widest = Math.max(widest, widths[line]!);
    for (let line = start; line < end; line++) spaces[cells.starts[line]!] = widest - widths[line]! + 1;
  }
}

function countColumns(tokens: TokenList, spaces: Int32Array, start: number, end: number): number {
  let columns = 0;
  for (let token = start; token < end; token++) columns += spaces[token]! + getWidth(tokens, token);
  return columns;
}

function getWidth({ text, starts, ends }: TokenList, token: number): number {
  const start = starts[token]!;
  const end = ends[token]!;
  for (let at = start; at < end; at++) {
    if (!isColumn(text.charCodeAt(at))) return countGraphemes(text.slice(start, end));
  }
  return end - start;
}

/** ASCII is a column for each character, but for a carriage return, which is one with the line feed after it. */
function isColumn(unit: number): boolean {
  return unit <= 0x7f && unit !== 0x0d;
}
