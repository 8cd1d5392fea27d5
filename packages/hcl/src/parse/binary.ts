import { Kind } from '../scan/token';
import type { BinaryExpression, BinaryOperator, Expression } from '../syntax/ast';
import { between } from '../syntax/range';
import { isLost, type Parser, peekKind, read } from './parser';
import { parseOperand } from './traversal';

/** Operators from the loosest to the tightest; those of one level group from the left. */
const levels: readonly (readonly (readonly [Kind, BinaryOperator])[])[] = [
  [[Kind.or, '||']],
  [[Kind.and, '&&']],
  [
    [Kind.equal, '=='],
    [Kind.notEqual, '!='],
  ],
  [
    [Kind.greater, '>'],
    [Kind.greaterOrEqual, '>='],
    [Kind.less, '<'],
    [Kind.lessOrEqual, '<='],
  ],
  [
    [Kind.plus, '+'],
    [Kind.minus, '-'],
  ],
  [
    [Kind.star, '*'],
    [Kind.slash, '/'],
    [Kind.percent, '%'],
  ],
];

interface Operator {
  readonly symbol: BinaryOperator;
  readonly level: number;
}

/** By kind of token. */
const operators: (Operator | undefined)[] = Object.values(Kind).map((kind) => findOperator(kind));

function findOperator(kind: Kind): Operator | undefined {
  for (const [level, members] of levels.entries()) {
    for (const [member, symbol] of members) if (member === kind) return { symbol, level };
  }
  return undefined;
}

/** Operands joined by operators. */
export function parseBinary(parser: Parser): Expression {
  return parseLevel(parser, 0);
}

/** Operands joined by operators of at least this level: one call a level that is really there, not one a level that could be. */
function parseLevel(parser: Parser, lowest: number): Expression {
  const before = parser.diagnostics.length;
  let left = parseOperand(parser);
  for (;;) {
    const operator = operators[peekKind(parser)];
    if (operator === undefined || operator.level < lowest || isLost(parser, before)) return left;
    read(parser);
    const right = parseLevel(parser, operator.level + 1);
    if (!isLost(parser, before)) left = binary(operator.symbol, left, right);
  }
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): BinaryExpression {
  return { kind: 'binary', operator, left, right, range: between(left.range, right.range) };
}
