import type { HclFunction } from './function';
import type { FunctionPorts } from './ports';

/** The functions that expressions may call, by name. */
export function createFunctions(ports: FunctionPorts): ReadonlyMap<string, HclFunction> {
  throw new Error(`unfinished ${ports}`);
}

/** The functions that the default of a variable may call: `env` alone. */
export function createDefaultFunctions(ports: FunctionPorts): ReadonlyMap<string, HclFunction> {
  throw new Error(`unfinished ${ports}`);
}
