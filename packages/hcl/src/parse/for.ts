import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression, ForExpression } from '../syntax/ast';
import { between } from '../syntax/range';
import { parseExpression } from './expression';
import { type ForNameProblems, type ForNames, parseForNames } from './for-names';
import {
  attempt,
  kindOf,
  type Parser,
  peek,
  peekKind,
  peekWord,
  rangeOf,
  read,
  report,
  reportFirst,
  type Token,
} from './parser';
import { placeholder } from './placeholder';
import { recoverTo } from './recovery';

/** What a `for` says between its brackets. */
interface Clauses {
  readonly names: ForNames;
  readonly collection: Expression;
  readonly result: Result;
}

/** What a `for` makes of each element. */
interface Result {
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly ellipsis: Token | undefined;
  readonly condition: Expression | undefined;
}

/** `for k, v in c : key => value... if condition` in brackets of either kind; the opening one is read. */
export function parseFor(parser: Parser, open: Token): Expression {
  const openRange = rangeOf(parser, open);
  const closing = kindOf(parser, open) === Kind.openBrace ? Kind.closeBrace : Kind.closeBracket;
  const clauses = parseClauses(parser, openRange);
  if (clauses === undefined) return abandonFor(parser, openRange, closing);
  const closeRange = rangeOf(parser, readClosing(parser, openRange, closing));
  const range = between(openRange, closeRange);
  validateKind(parser, clauses.result, { makesObject: closing === Kind.closeBrace, range });
  const { names, collection, result } = clauses;
  return {
    kind: 'for',
    keyName: names.keyName,
    valueName: names.valueName,
    collection,
    key: result.key,
    value: result.value,
    condition: result.condition,
    group: result.ellipsis !== undefined,
    openRange,
    closeRange,
    range,
  } satisfies ForExpression;
}

function abandonFor(parser: Parser, open: Range, closing: Kind): Expression {
  return placeholder(between(open, rangeOf(parser, recoverTo(parser, closing))));
}

function parseClauses(parser: Parser, open: Range): Clauses | undefined {
  read(parser);
  const names = parseForNames(parser, nameProblems, (detail) => reportFor(parser, open, detail));
  if (names === undefined) return undefined;
  const collection = attempt(parser, parseExpression);
  if (collection.lost) return undefined;
  if (peekKind(parser) !== Kind.colon) {
    reportFor(parser, open, 'For expression requires a colon after the collection expression.');
    return undefined;
  }
  read(parser);
  const result = parseResult(parser);
  return result && { names, collection: collection.result, result };
}

const nameProblems: ForNameProblems = {
  first: "For expression requires variable name after 'for'.",
  second: 'For expression requires value variable name after comma.',
  in: "For expression requires the 'in' keyword after its name declarations.",
};

function parseResult(parser: Parser): Result | undefined {
  const first = attempt(parser, parseExpression);
  let second: typeof first | undefined;
  if (peekKind(parser) === Kind.fatArrow) {
    read(parser);
    second = attempt(parser, parseExpression);
  }
  if (first.lost || second?.lost) return undefined;
  const ellipsis = peekKind(parser) === Kind.ellipsis ? read(parser) : undefined;
  const condition = parseCondition(parser);
  if (condition?.lost) return undefined;
  return {
    key: second && first.result,
    value: (second ?? first).result,
    ellipsis,
    condition: condition?.result,
  };
}

function parseCondition(parser: Parser) {
  if (!peekWord(parser, 'if')) return undefined;
  read(parser);
  return attempt(parser, parseExpression);
}

function readClosing(parser: Parser, open: Range, closing: Kind): Token {
  if (peekKind(parser) === closing) return read(parser);
  reportFor(parser, open, "Extra characters after the end of the 'for' expression.");
  return recoverTo(parser, closing);
}

function reportFor(parser: Parser, open: Range, detail: string): void {
  const subject = rangeOf(parser, peek(parser));
  reportFirst(parser, 'HCL051', { detail, subject, context: between(open, subject) });
}

function validateKind(
  parser: Parser,
  { key, value, ellipsis }: Result,
  { makesObject, range }: { readonly makesObject: boolean; readonly range: Range },
): void {
  const tell = (detail: string, subject: Range) =>
    report(parser, 'HCL051', { detail, subject, context: range });
  if (makesObject && key === undefined)
    tell('Key expression is required when building an object.', value.range);
  if (makesObject) return;
  if (key !== undefined) tell('Key expression is not valid when building a tuple.', key.range);
  if (ellipsis === undefined) return;
  tell('Grouping ellipsis (...) cannot be used when building a tuple.', rangeOf(parser, ellipsis));
}
