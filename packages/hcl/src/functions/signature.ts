import { friendlyConstraint } from '../types/names';
import type { EagerFunction, Parameter } from './function';

/** How a function is called, for hints: `join(separator: string, lists: list of string, …)`. */
export function signatureOf(name: string, { parameters, variadic }: EagerFunction): string {
  const wanted = parameters.map(describe);
  const more = variadic ? [describe(variadic), '…'] : [];
  return `${name}(${[...wanted, ...more].join(', ')})`;
}

function describe({ name, type }: Parameter): string {
  return `${name}: ${friendlyConstraint(type)}`;
}
