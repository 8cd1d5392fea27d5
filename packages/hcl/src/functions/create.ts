import { createEnv } from './control/env';
import type { HclFunction } from './function';
import type { FunctionPorts } from './ports';

/** A hundred functions are two hundred modules: who only parses or formats does not wait for them. */
const load = () => require('./registry') as typeof import('./registry');

/** The functions that expressions may call, by name. */
export function createFunctions(ports: FunctionPorts): ReadonlyMap<string, HclFunction> {
  return load().createFunctions(ports);
}

/** The functions that the default of a variable may call: `env` alone. */
export function createDefaultFunctions(ports: FunctionPorts): ReadonlyMap<string, HclFunction> {
  return new Map([['env', createEnv(ports)]]);
}
