import { Type } from '../types/type';
import { Value } from '../values/value';
import { textOf } from './access';
import type { EagerFunction, Parameter } from './function';

/** A function that gets values. */
export function define(definition: Omit<EagerFunction, 'kind'>): EagerFunction {
  return { kind: 'eager', ...definition };
}

type Options = Omit<Parameter, 'name' | 'type'>;

/** Makes parameters. */
export const parameter = {
  string: (name: string, options: Options = {}): Parameter => ({ name, type: Type.string, ...options }),
  number: (name: string, options: Options = {}): Parameter => ({ name, type: Type.number, ...options }),
  bool: (name: string, options: Options = {}): Parameter => ({ name, type: Type.bool, ...options }),
  any: (name: string, options: Options = {}): Parameter => ({ name, type: Type.dynamic, ...options }),
  of: (name: string, type: Type, options: Options = {}): Parameter => ({ name, type, ...options }),
} as const;

/** A function from texts to a text. */
export function defineText(
  description: string,
  names: readonly string[],
  compute: (...texts: string[]) => string,
): EagerFunction {
  return define({
    description,
    parameters: names.map((name) => parameter.string(name)),
    returns: Type.string,
    call: (args) => Value.string(compute(...args.map(textOf))),
  });
}
