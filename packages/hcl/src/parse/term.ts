import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { Expression, UnaryOperator } from '../syntax/ast';
import { between } from '../syntax/range';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { parseCall } from './call';
import { parseExpression } from './expression';
import { enter, leave } from './nesting';
import { numberOf } from './number';
import { parseObject } from './object';
import {
  kindOf,
  type Parser,
  peek,
  peekKind,
  rangeOf,
  read,
  report,
  reportFirst,
  setNewlines,
  type Token,
  textOf,
} from './parser';
import { placeholder } from './placeholder';
import { recoverTo } from './recovery';
import { parseQuotedTemplate } from './template';
import { parseOperand } from './traversal';
import { parseTuple } from './tuple';

/** An expression that no operator divides. */
export function parseTerm(parser: Parser): Expression {
  const start = peek(parser);
  switch (kindOf(parser, start)) {
    case Kind.openParen:
      return parseParentheses(parser);
    case Kind.number:
      read(parser);
      return { kind: 'literal', value: numberOf(parser, start), range: rangeOf(parser, start) };
    case Kind.identifier:
      return parseName(parser);
    case Kind.openQuote:
    case Kind.openHeredoc:
      return parseQuotedTemplate(parser);
    case Kind.minus:
      return parseUnary(parser, '-');
    case Kind.bang:
      return parseUnary(parser, '!');
    case Kind.openBracket:
      return parseTuple(parser);
    case Kind.openBrace:
      return parseObject(parser);
    default:
      return abandonTerm(parser, start);
  }
}

function abandonTerm(parser: Parser, start: Token): Expression {
  const subject = rangeOf(parser, start);
  if (kindOf(parser, start) === Kind.end) {
    const detail = 'Expected the start of an expression, but found the end of the file.';
    reportFirst(parser, 'HCL031', { detail, subject });
  } else {
    const detail = 'Expected the start of an expression, but found an invalid expression token.';
    reportFirst(parser, 'HCL030', { detail, subject });
  }
  parser.recovering = true;
  return placeholder(subject);
}

const nothing = Value.null(Type.dynamic);

/** The value of a word that is no name. Compared one by one: no table finds a text that was just cut out as fast. */
function valueOfWord(word: string): Value | undefined {
  if (word === 'true') return Value.bool(true);
  if (word === 'false') return Value.bool(false);
  return word === 'null' ? nothing : undefined;
}

function parseName(parser: Parser): Expression {
  const token = read(parser);
  const next = peekKind(parser);
  if (next === Kind.openParen || next === Kind.doubleColon) return parseCall(parser, token);
  const range = rangeOf(parser, token);
  const root = textOf(parser, token);
  const value = valueOfWord(root);
  if (value !== undefined) return { kind: 'literal', value, range };
  return { kind: 'traversal', traversal: { root, rootRange: range, steps: [], range }, range };
}

function parseUnary(parser: Parser, operator: UnaryOperator): Expression {
  const operatorRange = rangeOf(parser, read(parser));
  const operand = parseNestedOperand(parser);
  return { kind: 'unary', operator, operand, operatorRange, range: between(operatorRange, operand.range) };
}

function parseNestedOperand(parser: Parser): Expression {
  if (!enter(parser)) return placeholder(rangeOf(parser, peek(parser)));
  const operand = parseOperand(parser);
  leave(parser);
  return operand;
}

function parseParentheses(parser: Parser): Expression {
  const open = rangeOf(parser, read(parser));
  const before = setNewlines(parser, false);
  const expr = parseInside(parser, open);
  parser.newlines = before;
  return expr;
}

function parseInside(parser: Parser, open: Range): Expression {
  const before = parser.diagnostics.length;
  const expr = parseExpression(parser);
  if (parser.diagnostics.length > before) {
    recoverTo(parser, Kind.closeParen);
    return expr;
  }
  reportMissingParenthesis(parser, open);
  const close = rangeOf(parser, read(parser));
  return { kind: 'parentheses', expr, range: between(open, close) };
}

function reportMissingParenthesis(parser: Parser, open: Range): void {
  if (peekKind(parser) === Kind.closeParen) return;
  const subject = rangeOf(parser, peek(parser));
  report(parser, 'HCL033', {
    detail: 'Expected a closing parenthesis to terminate the expression.',
    subject,
    context: between(open, subject),
  });
  parser.recovering = true;
}
