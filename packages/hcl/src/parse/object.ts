import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression, ObjectItem, ObjectKeyExpression } from '../syntax/ast';
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

/** `{…}`: items, between which newlines count, or a `for`, in which they do not. */
export function parseObject(parser: Parser): Expression {
  const open = read(parser);
  const before = setNewlines(parser, false);
  const expr = peekWord(parser, 'for') ? parseFor(parser, open) : parseList(parser, open);
  parser.newlines = before;
  return expr;
}

function parseList(parser: Parser, open: Token): Expression {
  parser.newlines = true;
  const openRange = rangeOf(parser, open);
  const items: ObjectItem[] = [];
  const close = parseItems(parser, items, openRange);
  return { kind: 'object', items, openRange, range: rangeFrom(parser, open, close) };
}

function parseItems(parser: Parser, items: ObjectItem[], open: Range): Token {
  for (;;) {
    skipNewlines(parser);
    if (peekKind(parser) === Kind.closeBrace) return read(parser);
    if (!parseItem(parser, items, open)) return recoverTo(parser, Kind.closeBrace);
    const kind = peekKind(parser);
    if (kind === Kind.comma || kind === Kind.newline) read(parser);
    else if (kind !== Kind.closeBrace) {
      reportBadEnd(parser, open);
      return recoverTo(parser, Kind.closeBrace);
    }
  }
}

function skipNewlines(parser: Parser): void {
  while (peekKind(parser) === Kind.newline) read(parser);
}

/** Adds the next item; false where the way was lost. Of a value something must have been read for an item to be there. */
function parseItem(parser: Parser, items: ObjectItem[], open: Range): boolean {
  const computed = peekKind(parser) === Kind.openParen;
  const before = parser.diagnostics.length;
  const key = parseExpression(parser);
  if (isLost(parser, before) || !readSeparator(parser, open)) return false;
  const start = parser.next;
  const value = parseExpression(parser);
  const lost = isLost(parser, before);
  if (!lost || parser.next > start) items.push({ key: keyOf(key, computed), value });
  return !lost;
}

function keyOf(expr: Expression, computed: boolean): ObjectKeyExpression {
  return { kind: 'key', expr, computed, range: expr.range };
}

function readSeparator(parser: Parser, open: Range): boolean {
  const kind = peekKind(parser);
  if (kind === Kind.equals || kind === Kind.colon) {
    read(parser);
    return true;
  }
  reportBadSeparator(parser, kind, open);
  return false;
}

function reportBadSeparator(parser: Parser, kind: Kind, open: Range): void {
  const subject = rangeOf(parser, peek(parser));
  const where = { subject, context: between(open, subject) };
  switch (kind) {
    case Kind.newline:
    case Kind.comma:
      reportFirst(parser, 'HCL048', {
        detail: 'Expected an attribute value, introduced by an equals sign ("=").',
        ...where,
      });
      return;
    case Kind.identifier:
      reportFirst(parser, 'HCL049', {
        detail:
          'Expected an equals sign ("=") to mark the beginning of the attribute value. If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.',
        ...where,
      });
      return;
    case Kind.end:
      reportUnterminated(parser, open);
      return;
    default:
      reportFirst(parser, 'HCL049', {
        detail: 'Expected an equals sign ("=") to mark the beginning of the attribute value.',
        ...where,
      });
  }
}

function reportBadEnd(parser: Parser, open: Range): void {
  if (peekKind(parser) === Kind.end) {
    reportUnterminated(parser, open);
    return;
  }
  const subject = rangeOf(parser, peek(parser));
  reportFirst(parser, 'HCL050', {
    detail: 'Expected a newline or comma to mark the beginning of the next attribute.',
    subject,
    context: between(open, subject),
  });
}

function reportUnterminated(parser: Parser, open: Range): void {
  reportFirst(parser, 'HCL047', {
    detail:
      'There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.',
    subject: open,
  });
}
