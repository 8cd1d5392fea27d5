import type { BinaryOperator } from '../syntax/ast';
import { Type } from '../types/type';
import { areEqual } from '../values/equality';
import { add, divide, modulo, multiply, negated, type Result, subtract } from '../values/number/arithmetic';
import { type BigFloat, isZero } from '../values/number/big-float';
import { refined, unknownNotNull } from '../values/refine';
import { rangeOf } from '../values/refinement';
import { Value } from '../values/value';
import { combineRanges, orderOf } from './ranges';

/** What an operator does with its operands, already converted; a text says what was wrong. */
export interface Operation {
  readonly operand: Type;
  readonly result: Type;
  readonly compute: (left: Value, right: Value) => Value | string;
}

export const nullOperand = 'argument must not be null';

type Compute = (a: BigFloat, b: BigFloat) => Result;

/** What an operation gives while an operand is unknown. */
type Estimate = (compute: Compute, left: Value, right: Value) => Value;

const anyNumber: Estimate = () => unknownNotNull(Type.number);

/** Of operations that go up or down with their operands, the ends of the operands' ranges give those of the result. */
const withinRange: Estimate = (compute, left, right) =>
  refined(Type.number, combineRanges(compute, rangeOf(left), rangeOf(right)));

/** Zero times anything is zero. */
const productRange: Estimate = (compute, left, right) => {
  const zero = [left, right].find((value) => value.kind === 'number' && isZero(value.number));
  return zero ?? withinRange(compute, left, right);
};

function arithmetic(compute: Compute, undefinedResult: string, estimate: Estimate = anyNumber): Operation {
  return {
    operand: Type.number,
    result: Type.number,
    compute(left, right) {
      if (left.kind === 'null' || right.kind === 'null') return nullOperand;
      if (left.kind !== 'number' || right.kind !== 'number') return estimate(compute, left, right);
      const number = compute(left.number, right.number);
      return number === undefined ? undefinedResult : Value.bigFloat(number);
    },
  };
}

function comparison(test: (order: number) => boolean): Operation {
  return {
    operand: Type.number,
    result: Type.bool,
    compute(left, right) {
      if (left.kind === 'null' || right.kind === 'null') return nullOperand;
      const order = orderOf(rangeOf(left), rangeOf(right));
      return order === undefined ? unknownNotNull(Type.bool) : Value.bool(test(order));
    },
  };
}

/** `decisive` on either side decides, whatever is on the other one. */
function logic(decisive: boolean): Operation {
  return {
    operand: Type.bool,
    result: Type.bool,
    compute(left, right) {
      if (left.kind === 'null' || right.kind === 'null') return nullOperand;
      const decides = (value: Value) => value.kind === 'bool' && value.bool === decisive;
      if (decides(left) || decides(right)) return Value.bool(decisive);
      const known = left.kind === 'bool' && right.kind === 'bool';
      return known ? Value.bool(!decisive) : unknownNotNull(Type.bool);
    },
  };
}

/** Nothing is converted here: 1 and "1" differ. */
function equality(wanted: boolean): Operation {
  return {
    operand: Type.dynamic,
    result: Type.bool,
    compute(left, right) {
      const equal = areEqual(left, right);
      return equal === undefined ? unknownNotNull(Type.bool) : Value.bool(equal === wanted);
    },
  };
}

export const operations: Readonly<Record<BinaryOperator, Operation>> = {
  '||': logic(true),
  '&&': logic(false),
  '==': equality(true),
  '!=': equality(false),
  '<': comparison((order) => order < 0),
  '>': comparison((order) => order > 0),
  '<=': comparison((order) => order <= 0),
  '>=': comparison((order) => order >= 0),
  '+': arithmetic(add, "can't compute sum of opposing infinities", withinRange),
  '-': arithmetic(subtract, "can't subtract infinity from itself", withinRange),
  '*': arithmetic(multiply, "can't multiply zero by infinity", productRange),
  '/': arithmetic(divide, "can't divide zero by zero or infinity by infinity"),
  '%': arithmetic(modulo, "can't use modulo with zero and infinity"),
};

/** What `-` and `!` do with an operand of their type that is not null. */
export function invert(value: Value, type: Type): Value {
  if (value.kind === 'number') return Value.bigFloat(negated(value.number));
  return value.kind === 'bool' ? Value.bool(!value.bool) : unknownNotNull(type);
}
