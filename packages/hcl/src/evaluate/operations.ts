import type { BinaryOperator } from '../syntax/ast';
import { Type } from '../types/type';
import { areEqual } from '../values/equality';
import { add, compare, divide, modulo, multiply, type Result, subtract } from '../values/number/arithmetic';
import type { BigFloat } from '../values/number/big-float';
import { Value } from '../values/value';

/** What an operator does with its operands, already converted; a text says what was wrong. */
export interface Operation {
  readonly operand: Type;
  readonly result: Type;
  readonly compute: (left: Value, right: Value) => Value | string;
}

export const nullOperand = 'argument must not be null';

function arithmetic(compute: (a: BigFloat, b: BigFloat) => Result, undefinedResult: string): Operation {
  return {
    operand: Type.number,
    result: Type.number,
    compute(left, right) {
      if (left.kind === 'null' || right.kind === 'null') return nullOperand;
      if (left.kind !== 'number' || right.kind !== 'number') return Value.unknown(Type.number);
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
      if (left.kind !== 'number' || right.kind !== 'number') return Value.unknown(Type.bool);
      return Value.bool(test(compare(left.number, right.number)));
    },
  };
}

function logic(compute: (a: boolean, b: boolean) => boolean): Operation {
  return {
    operand: Type.bool,
    result: Type.bool,
    compute(left, right) {
      if (left.kind === 'null' || right.kind === 'null') return nullOperand;
      if (left.kind !== 'bool' || right.kind !== 'bool') return Value.unknown(Type.bool);
      return Value.bool(compute(left.bool, right.bool));
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
      return equal === undefined ? Value.unknown(Type.bool) : Value.bool(equal === wanted);
    },
  };
}

export const operations: Readonly<Record<BinaryOperator, Operation>> = {
  '||': logic((a, b) => a || b),
  '&&': logic((a, b) => a && b),
  '==': equality(true),
  '!=': equality(false),
  '<': comparison((order) => order < 0),
  '>': comparison((order) => order > 0),
  '<=': comparison((order) => order <= 0),
  '>=': comparison((order) => order >= 0),
  '+': arithmetic(add, "can't compute sum of opposing infinities"),
  '-': arithmetic(subtract, "can't subtract infinity from itself"),
  '*': arithmetic(multiply, "can't multiply zero by infinity"),
  '/': arithmetic(divide, "can't divide zero by zero or infinity by infinity"),
  '%': arithmetic(modulo, "can't use modulo with zero and infinity"),
};
