import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression } from '../syntax/ast';
import { between } from '../syntax/range';
import { parseExpression } from './expression';
import { parseFor } from './for';
import {
  isLost,
  type Parser,
  peek,
  peekKind,
  peekWord,
  rangeFrom,
  rangeOf,
  read,
  reportFirst,
  setNewlines,
  type Token,
} from './parser';
import { recoverTo } from './recovery';

/** `[…]`: items, or a `for`. */
export function parseTuple(parser: Parser): Expression {
  const open = read(parser);
  const before = setNewlines(parser, false);
  const expr = peekWord(parser, 'for') ? parseFor(parser, open) : parseList(parser, open);
  parser.newlines = before;
  return expr;
}

function parseList(parser: Parser, open: Token): Expression {
  const openRange = rangeOf(parser, open);
  const items: Expression[] = [];
  const close = parseItems(parser, items, openRange);
  return { kind: 'tuple', items, openRange, range: rangeFrom(parser, open, close) };
}

function parseItems(parser: Parser, items: Expression[], open: Range): Token {
  while (peekKind(parser) !== Kind.closeBracket) {
    const before = parser.diagnostics.length;
    items.push(parseExpression(parser));
    if (isLost(parser, before)) return recoverTo(parser, Kind.closeBracket);
    const kind = peekKind(parser);
    if (kind === Kind.comma) read(parser);
    else if (kind !== Kind.closeBracket) return abandonItems(parser, open);
  }
  return read(parser);
}

function abandonItems(parser: Parser, open: Range): Token {
  const subject = rangeOf(parser, peek(parser));
  if (peekKind(parser) === Kind.end) {
    reportFirst(parser, 'HCL045', {
      detail:
        'There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.',
      subject: open,
    });
  } else {
    reportFirst(parser, 'HCL046', {
      detail: 'Expected a comma to mark the beginning of the next item.',
      subject,
      context: between(open, subject),
    });
  }
  return recoverTo(parser, Kind.closeBracket);
}
