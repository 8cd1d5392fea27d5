import type { NormalizedSchema } from '@smithy/core/schema';

const known = new WeakMap<object, ReadonlyMap<string, NormalizedSchema>>();

/** Members of a structure by name. They are made anew at each walk through a schema, and answers have thousands of them. */
export function getMembers(schema: NormalizedSchema): ReadonlyMap<string, NormalizedSchema> {
  const key = schema.getSchema();
  if (typeof key !== 'object') throw new Error(`${schema.getName()} is no structure.`);
  const members = known.get(key) ?? new Map(schema.structIterator());
  known.set(key, members);
  return members;
}
