import type { Checked } from '@strata/diagnostics';
import type { CallExpression, Expression } from '../syntax/ast';
import type { Type } from '../types/type';
import type { Value } from '../values/value';

/** One parameter. Unless it says otherwise a null is refused and an unknown makes the result unknown. */
export interface Parameter {
  readonly name: string;
  /** The argument is converted to it; `dynamic` takes anything as it is. */
  readonly type: Type;
  readonly description?: string;
  readonly allowNull?: boolean;
  /** The function is called although this argument is unknown. What is inside an argument may always be unknown. */
  readonly allowUnknown?: boolean;
  /** The type of the result is asked for although the type of this argument is not known yet. */
  readonly allowDynamic?: boolean;
  /** Sensitive marks inside this argument stay at the parts that the result takes over; only its own mark passes on. */
  readonly keepsMarks?: boolean;
}

/** A function that gets values. */
export interface EagerFunction {
  readonly kind: 'eager';
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** Takes all further arguments. */
  readonly variadic?: Parameter;
  /** The type of the result; the arguments may be unknown. Fails through `fail` and `failArgument`. */
  readonly returns: Type | ((args: readonly Value[]) => Type);
  /** Rounds of a loop that a call with known arguments is worth, where it takes longer than a moment. */
  readonly rounds?: (args: readonly Value[]) => number;
  /** The result; `type` is what `returns` gave. */
  readonly call: (args: readonly Value[], type: Type) => Value;
}

/** A call of a lazy function: where it stands, and how to get the value of an argument. */
export interface LazyCall {
  readonly expr: CallExpression;
  readonly evaluate: (arg: Expression) => Checked<Value>;
}

/** A function that gets its arguments unevaluated, such as `try`. */
export interface LazyFunction {
  readonly kind: 'lazy';
  readonly description: string;
  /** How it is called: `can(expression)`. */
  readonly usage: string;
  readonly call: (args: readonly Expression[], call: LazyCall) => Checked<Value>;
}

export type HclFunction = EagerFunction | LazyFunction;
