import { Kind } from '../scan/token';
import type { Attribute } from '../syntax/ast';
import { between } from '../syntax/range';
import { parseExpression } from './expression';
import {
  isLost,
  kindOf,
  type Parser,
  peek,
  previous,
  rangeFrom,
  rangeOf,
  read,
  reportFirst,
  type Token,
  textOf,
} from './parser';
import { recoverPastItem } from './recovery';

/** `name = expression` and the end of its line, which an argument in a block of one line does not have. */
export function parseAttribute(parser: Parser, nameToken: Token, singleLine: boolean): Attribute {
  const nameRange = rangeOf(parser, nameToken);
  const equalsRange = rangeOf(parser, read(parser));
  const before = parser.diagnostics.length;
  const expr = parseExpression(parser);
  const range = rangeFrom(parser, nameToken, previous(parser));
  if (isLost(parser, before)) recoverPastItem(parser);
  else if (!singleLine) parseLineEnd(parser, nameToken);
  return { name: textOf(parser, nameToken), nameRange, equalsRange, expr, range };
}

function parseLineEnd(parser: Parser, name: Token): void {
  const end = peek(parser);
  const kind = kindOf(parser, end);
  if (kind === Kind.newline || kind === Kind.end) {
    read(parser);
    return;
  }
  const subject = rangeOf(parser, end);
  const context = between(rangeOf(parser, name), subject);
  const rule = 'An argument definition must end with a newline.';
  if (kind === Kind.comma) {
    const detail = `Argument definitions must be separated by newlines, not commas. ${rule}`;
    reportFirst(parser, 'HCL016', { detail, subject, context });
  } else reportFirst(parser, 'HCL015', { detail: rule, subject, context });
  recoverPastItem(parser);
}
