import { Kind } from '../scan/token';
import type { Expression } from '../syntax/ast';
import { between } from '../syntax/range';
import { parseBinary } from './binary';
import { enter, leave } from './nesting';
import { attempt, isLost, type Parser, peek, peekKind, rangeOf, read, reportFirst } from './parser';
import { placeholder } from './placeholder';
import { isPlain, parseQuotedTemplate } from './template';

/** Any expression. After a mistake there is still an expression, of unknown value. */
export function parseExpression(parser: Parser): Expression {
  if (isLoneText(parser)) return parseQuotedTemplate(parser);
  if (!enter(parser)) return placeholder(rangeOf(parser, peek(parser)));
  const expr = parseConditional(parser);
  leave(parser);
  return expr;
}

/**
 * Whether a text in quotes is the whole expression, as nearly every second one is: nothing needs to look for steps and
 * operators behind it.
 */
function isLoneText(parser: Parser): boolean {
  const open = peek(parser);
  if (!isPlain(parser, open)) return false;
  const after = parser.tokens.kinds[open + 3];
  if (after === Kind.newline) return parser.newlines;
  return after === Kind.comma || after === Kind.closeBracket || after === Kind.closeParen;
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
