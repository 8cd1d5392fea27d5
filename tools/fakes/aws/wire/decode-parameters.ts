import type { NormalizedSchema } from '@smithy/core/schema';
import { refuse, refuseMissing, refuseValue } from '../refusal';
import { getMembers } from './members';
import { getRequired } from './operation';
import type { ParameterTree } from './parameters';

/** Where EC2's form and that of the other query services differ. */
export interface ParameterForm {
  /** The name of a member in a form. */
  nameMember(member: string, schema: NormalizedSchema): string;
  /** The branch of a list or map below its name; none where they are flat. */
  nameItems(schema: NormalizedSchema): string | undefined;
  /** Whether a member that is there and empty counts as one that is not. */
  isAbsent(member: string, text: string): boolean;
}

type Branch = ParameterTree | string;

/** Reads a tree of parameters by the SDK's schema. Refuses unknown and missing members and values of another type. */
export function decodeParameters(
  schema: NormalizedSchema,
  tree: ParameterTree,
  form: ParameterForm,
): unknown {
  return decode(schema, tree, '');

  function decode(schema: NormalizedSchema, branch: Branch, path: string): unknown {
    if (schema.isStructSchema()) return decodeStructure(schema, asTree(branch, path), path);
    if (schema.isListSchema()) return decodeList(schema, branch, path);
    if (schema.isMapSchema()) return decodeMap(schema, branch, path);
    if (typeof branch !== 'string') throw refuseValue(path, 'a structure', 'Expected a single value.');
    return decodeScalar(schema, branch, path);
  }

  function decodeStructure(schema: NormalizedSchema, tree: ParameterTree, path: string): object {
    const left = new Set(Object.keys(tree));
    const decoded: Record<string, unknown> = {};
    for (const [member, memberSchema] of getMembers(schema)) {
      const name = form.nameMember(member, memberSchema);
      const branch = tree[name];
      left.delete(name);
      if (branch === undefined || (typeof branch === 'string' && form.isAbsent(member, branch))) continue;
      decoded[member] = decode(memberSchema, branch, join(path, name));
    }
    const [unknown] = left;
    if (unknown !== undefined)
      throw refuse('UnknownParameter', `The parameter ${join(path, unknown)} is not recognized`);
    const missing = getRequired(schema).find((member) => decoded[member] === undefined);
    if (missing !== undefined) throw refuseMissing(join(path, missing));
    return decoded;
  }

  function decodeList(schema: NormalizedSchema, branch: Branch, path: string): readonly unknown[] {
    if (branch === '') return [];
    return listItems(schema, branch, path).map(([index, item]) =>
      decode(schema.getValueSchema(), item, join(path, index)),
    );
  }

  function decodeMap(schema: NormalizedSchema, branch: Branch, path: string): object {
    const entries = listItems(schema, branch, path).map(([index, item]) => {
      const { key, value } = asTree(item, join(path, index));
      if (typeof key !== 'string' || value === undefined) throw refuseMissing(join(path, `${index}.key`));
      return [key, decode(schema.getValueSchema(), value, join(path, index))] as const;
    });
    return Object.fromEntries(entries);
  }

  function listItems(schema: NormalizedSchema, branch: Branch, path: string): readonly [string, Branch][] {
    const below = form.nameItems(schema);
    const items = asTree(below === undefined ? branch : (asTree(branch, path)[below] ?? {}), path);
    return Object.entries(items).sort(([left], [right]) => Number(left) - Number(right));
  }
}

function asTree(branch: Branch, path: string): ParameterTree {
  if (typeof branch === 'string') throw refuseValue(path, branch, 'Expected a structure.');
  return branch;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function decodeScalar(schema: NormalizedSchema, text: string, path: string): unknown {
  if (schema.isBooleanSchema()) return decodeBoolean(text, path);
  if (schema.isNumericSchema()) return decodeNumber(text, path);
  if (schema.isTimestampSchema()) return decodeTime(text, path);
  if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
  return text;
}

function decodeBoolean(text: string, path: string): boolean {
  if (text !== 'true' && text !== 'false') throw refuseValue(path, text, "Expected 'true' or 'false'.");
  return text === 'true';
}

function decodeNumber(text: string, path: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw refuseValue(path, text, 'Must be a number.');
  return Number(text);
}

function decodeTime(text: string, path: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw refuseValue(path, text, 'Expected a time as of ISO 8601.');
  return time;
}
