import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import { parseExpression } from './expression';
import {
  kindOf,
  lengthOf,
  type Parser,
  peek,
  rangeFrom,
  rangeOf,
  read,
  reportFirst,
  setNewlines,
  type Token,
} from './parser';
import { recoverTo } from './recovery';
import type { Sequence } from './template-parts';

/** Where a sequence stands. */
export interface Surroundings {
  /** Its `${` or `%{`. */
  readonly opening: Token;
  /** Where the template starts. */
  readonly start: Token;
  /** What closes the template. */
  readonly end: Kind;
}

/** The expression of `${…}` and its closing brace. */
export function parseInterpolation(parser: Parser, around: Surroundings): Sequence {
  const before = setNewlines(parser, false);
  const expr = parseExpression(parser);
  const trimsNext = readEnd(parser, around);
  parser.newlines = before;
  return { part: { kind: 'value', expr }, trimsNext };
}

/** Reads the closing brace; true when it was `~}`. */
function readEnd(parser: Parser, around: Surroundings): boolean {
  const close = peek(parser);
  if (kindOf(parser, close) === Kind.closeSequence) return readSequenceEnd(parser);
  reportBadEnd(parser, close, around);
  recoverTo(parser, Kind.closeSequence);
  return false;
}

/** Reads `}` or `~}`; true for the latter. */
export function readSequenceEnd(parser: Parser): boolean {
  return lengthOf(parser, read(parser)) === 2;
}

function reportBadEnd(parser: Parser, close: Token, { start, end }: Surroundings): void {
  const kind = kindOf(parser, close);
  if (kind === Kind.end) {
    reportUnclosed(parser, rangeOf(parser, start), 'file');
    return;
  }
  const inQuotes = end === Kind.closeQuote && (kind === Kind.closeQuote || kind === Kind.openQuote);
  if (inQuotes) {
    reportUnclosed(parser, rangeOf(parser, start), 'quoted template');
    return;
  }
  const subject = rangeOf(parser, close);
  reportFirst(parser, 'HCL061', {
    detail: kind === Kind.colon ? unexpectedColon : extraCharacters,
    subject,
    context: rangeFrom(parser, start, close),
  });
}

function reportUnclosed(parser: Parser, subject: Range, where: string): void {
  const detail = `There is no closing brace for this interpolation sequence before the end of the ${where}. This might be caused by incorrect nesting inside the given expression.`;
  reportFirst(parser, 'HCL060', { detail, subject });
}

const unexpectedColon =
  'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".';

const extraCharacters =
  'Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".';
