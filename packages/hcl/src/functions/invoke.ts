import { Type } from '../types/type';
import { isSensitive } from '../values/inspect';
import { marked } from '../values/mark';
import { unknownNotNull } from '../values/refine';
import { Value } from '../values/value';
import { failArgument } from './failure';
import type { EagerFunction, Parameter } from './function';

/** Calls a function with converted values, by the rules that hold for all: nulls, unknowns, marks. */
export function invoke(definition: EagerFunction, args: readonly Value[]): Value {
  const parameters = args.map((_, i) => (definition.parameters[i] ?? definition.variadic) as Parameter);
  refuseNulls(args, parameters);
  const sensitive = args.some((arg, i) => (parameters[i]!.keepsMarks ? arg.sensitive : isSensitive(arg)));
  return marked(invokeUnmarked(definition, args, parameters), sensitive);
}

function refuseNulls(args: readonly Value[], parameters: readonly Parameter[]): void {
  const at = args.findIndex((arg, i) => arg.kind === 'null' && !parameters[i]!.allowNull);
  if (at >= 0) failArgument(at, 'argument must not be null');
}

function invokeUnmarked(
  definition: EagerFunction,
  args: readonly Value[],
  parameters: readonly Parameter[],
): Value {
  if (
    args.some(
      (arg, i) => arg.type.kind === 'dynamic' && !parameters[i]!.allowDynamic && arg.kind === 'unknown',
    )
  ) {
    return Value.unknown(Type.dynamic);
  }
  const { returns } = definition;
  const type = typeof returns === 'function' ? returns(args) : returns;
  if (args.some((arg, i) => arg.kind === 'unknown' && !parameters[i]!.allowUnknown)) {
    // Only functions whose type depends on what they are given, such as `lookup`, pass a null on.
    return typeof returns === 'function' ? Value.unknown(type) : unknownNotNull(type);
  }
  return definition.call(args, type);
}
