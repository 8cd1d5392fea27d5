import type { Checked } from '@strata/diagnostics';
import { problem } from '../codes';
import { scanSource } from '../scan/scan';
import type { TokenList } from '../scan/token-list';
import { alignCells } from './align';
import { indentLines } from './indent';
import { cutLines } from './lines';
import { spaceTokens } from './spacing';
import { writeTokens } from './write';

/**
 * How many spaces a formatted text may have. Brackets in brackets, each on a line of its own, are indented to a text
 * that grows with the square of their number: 200 KB would become 20 GB.
 */
export const maxSpaces = 64_000_000;

/**
 * Gives a source its canonical layout: byte for byte what upstream's formatter gives. Only spaces between tokens change,
 * so lines stay lines. Mistakes in the source are no matter here; whoever writes the result back parses it first.
 * A text that would grow beyond all bounds comes back as it is, with an error.
 */
export function formatHcl(text: string, file: string): Checked<string> {
  const tokens = scanSource(text);
  const lines = cutLines(tokens);
  const spaces = new Int32Array(tokens.count);
  spaces[tokens.count - 1] = getFinalSpaces(tokens);
  indentLines(tokens, lines, spaces);
  spaceTokens(tokens, lines, spaces);
  alignCells(tokens, lines, spaces);
  const total = spaces.reduce((sum, each) => sum + each, 0);
  if (total > maxSpaces) return { value: text, diagnostics: [tooLong(file, total)] };
  return { value: writeTokens(tokens, spaces), diagnostics: [] };
}

/** What follows the last token is no line, and stays; upstream counts it in bytes, so a lone mark becomes three spaces. */
function getFinalSpaces({ text, count, ends }: TokenList): number {
  const gap = text.slice(count > 1 ? ends[count - 2]! : 0);
  return Buffer.byteLength(gap);
}

function tooLong(file: string, spaces: number) {
  const start = { line: 1, column: 1, byte: 0 };
  return problem('HCL006', {
    detail: `In its canonical layout the file would have ${spaces} spaces; up to ${maxSpaces} are written. So many come of brackets nested in brackets, each on a line of its own.`,
    subject: { file, start, end: start },
    hint: 'Write nested brackets on one line, or fewer of them.',
  });
}
