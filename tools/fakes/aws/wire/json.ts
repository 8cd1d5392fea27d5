import type { NormalizedSchema } from '@smithy/core/schema';
import { refuse } from '../refusal';
import { getMembers } from './members';
import { getRequired } from './operation';

const millisecondsInSecond = 1000;

/** Reads a value of JSON by the SDK's schema. Refuses unknown and missing members and values of another type. */
export function decodeJson(schema: NormalizedSchema, value: unknown, path = ''): unknown {
  if (schema.isStructSchema()) return decodeStructure(schema, asObject(value, path), path);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw refuseType(path, 'a list');
    return value.map((item, index) => decodeJson(schema.getValueSchema(), item, `${path}[${index}]`));
  }
  if (schema.isMapSchema()) {
    const entries = Object.entries(asObject(value, path));
    return Object.fromEntries(
      entries.map(([key, item]) => [key, decodeJson(schema.getValueSchema(), item, join(path, key))]),
    );
  }
  return decodeScalar(schema, value, path);
}

function decodeStructure(
  schema: NormalizedSchema,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Record<string, unknown> {
  const members = getMembers(schema);
  const decoded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const member = members.get(name);
    if (!member) throw refuse('SerializationException', `Unknown field '${join(path, name)}'`);
    if (value !== null && value !== undefined) decoded[name] = decodeJson(member, value, join(path, name));
  }
  const missing = getRequired(schema).find((name) => decoded[name] === undefined);
  if (missing !== undefined)
    throw refuse(
      'ValidationException',
      `1 validation error detected: Value null at '${join(path, missing)}' failed to satisfy constraint: Member must not be null`,
    );
  return decoded;
}

function decodeScalar(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (schema.isBooleanSchema()) return expect(value, 'boolean', path);
  if (schema.isNumericSchema()) return expect(value, 'number', path);
  if (schema.isTimestampSchema())
    return new Date(Number(expect(value, 'number', path)) * millisecondsInSecond);
  const text = String(expect(value, 'string', path));
  return schema.isBlobSchema() ? Buffer.from(text, 'base64') : text;
}

function expect(value: unknown, type: 'boolean' | 'number' | 'string', path: string): unknown {
  if (typeof value !== type) throw refuseType(path, `a ${type}`);
  return value;
}

function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuseType(path, 'a structure');
  return value as Readonly<Record<string, unknown>>;
}

function refuseType(path: string, wanted: string) {
  return refuse('SerializationException', `Expected ${wanted} at '${path}'`);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Turns an answer into what JSON can say: times are seconds since 1970, bytes are Base64. */
export function encodeJson(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) return encodeStructure(schema, value as Record<string, unknown>);
  if (schema.isListSchema())
    return (value as readonly unknown[]).map((item) => encodeJson(schema.getValueSchema(), item));
  if (schema.isMapSchema()) {
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    return Object.fromEntries(entries.map(([key, item]) => [key, encodeJson(schema.getValueSchema(), item)]));
  }
  if (value instanceof Date) return value.getTime() / millisecondsInSecond;
  return schema.isBlobSchema() ? Buffer.from(value as Uint8Array).toString('base64') : value;
}

function encodeStructure(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>): object {
  const members = getMembers(schema);
  const given = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(
    given.map(([name, item]) => {
      const member = members.get(name);
      if (!member) throw new Error(`The model of ${schema.getName()} has no member ${name}.`);
      return [name, encodeJson(member, item)];
    }),
  );
}
