import { Kind } from '../scan/token';
import type { Expression } from '../syntax/ast';
import { parseBinary } from './binary';
import { enter, leave } from './nesting';
import { attempt, between, isLost, type Parser, peek, peekKind, rangeOf, read, reportFirst } from './parser';
import { placeholder } from './placeholder';

/** Any expression. After a mistake there is still an expression, of unknown value. */
export function parseExpression(parser: Parser): Expression {
  if (!enter(parser)) return placeholder(rangeOf(parser, peek(parser)));
  const expr = parseConditional(parser);
  leave(parser);
  return expr;
}

function parseConditional(parser: Parser): Expression {
  const before = parser.diagnostics.length;
  const condition = parseBinary(parser);
  if (peekKind(parser) !== Kind.question || isLost(parser, before)) return condition;
  read(parser);
  const whenTrue = attempt(parser, parseExpression);
  if (whenTrue.lost || !readColon(parser, condition)) return condition;
  const whenFalse = attempt(parser, parseExpression);
  if (whenFalse.lost) return condition;
  return {
    kind: 'conditional',
    condition,
    whenTrue: whenTrue.result,
    whenFalse: whenFalse.result,
    range: between(condition.range, whenFalse.result.range),
  };
}

function readColon(parser: Parser, condition: Expression): boolean {
  if (peekKind(parser) === Kind.colon) {
    read(parser);
    return true;
  }
  const subject = rangeOf(parser, peek(parser));
  reportFirst(parser, 'HCL034', {
    detail: 'The conditional operator (...?...:...) requires a false expression, delimited by a colon.',
    subject,
    context: between(condition.range, subject),
  });
  parser.recovering = true;
  return false;
}
