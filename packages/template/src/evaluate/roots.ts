import { Type, Value } from '@strata/hcl';
import type { TemplatePaths, Variable } from '../template';
import { LANGUAGE_VERSION } from '../version';

/** What Packer's registry of images gives: nothing here is registered there. */
const UNREGISTERED = {
  iterationID: Value.unknown(Type.string),
  versionFingerprint: Value.unknown(Type.string),
};

/** The names that mean the same everywhere in a template. */
export function getFixedRoots(
  paths: TemplatePaths,
  variables: ReadonlyMap<string, Variable>,
): ReadonlyMap<string, Value> {
  const values = new Map([...variables].map(([name, { value }]) => [name, value]));
  return new Map([
    ['var', Value.object(values)],
    ['path', Value.object({ root: Value.string(paths.root), cwd: Value.string(paths.cwd) })],
    ['packer', Value.object({ version: Value.string(LANGUAGE_VERSION), ...UNREGISTERED })],
  ]);
}

/** Values by `type.name` as the object that `data.type.name` walks. */
export function getDataRoot(values: ReadonlyMap<string, Value>): Value {
  const types = new Map<string, Map<string, Value>>();
  for (const [key, value] of values) {
    const [type = '', name = ''] = key.split('.');
    const named = types.get(type) ?? new Map<string, Value>();
    types.set(type, named.set(name, value));
  }
  return Value.object(new Map([...types].map(([type, named]) => [type, Value.object(named)])));
}
