import { Kind } from '../scan/token';
import type { BinaryExpression, BinaryOperator, Expression } from '../syntax/ast';
import { attempt, between, type Parser, peekKind, read } from './parser';
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

const operators: ReadonlyMap<Kind, Operator> = new Map(
  levels.flatMap((level, index) => level.map(([kind, symbol]) => [kind, { symbol, level: index }] as const)),
);

/** Operands joined by operators. */
export function parseBinary(parser: Parser): Expression {
  return parseLevel(parser, 0);
}

/** Operands joined by operators of at least this level: one call a level that is really there, not one a level that could be. */
function parseLevel(parser: Parser, lowest: number): Expression {
  let { result: left, lost } = attempt(parser, parseOperand);
  while (!lost) {
    const operator = operators.get(peekKind(parser));
    if (operator === undefined || operator.level < lowest) break;
    read(parser);
    const right = attempt(parser, () => parseLevel(parser, operator.level + 1));
    lost = right.lost;
    if (!lost) left = binary(operator.symbol, left, right.result);
  }
  return left;
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): BinaryExpression {
  return { kind: 'binary', operator, left, right, range: between(left.range, right.range) };
}
