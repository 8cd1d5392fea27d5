import { isObject, type Json, type JsonObject } from '../json';
import type { Problem } from '../types/resource-type';
import type { ObjectShape, Shape } from './shape';

/** What a client may send back as it got it: ARM looks at the path instead. */
const identity: ReadonlySet<string> = new Set(['id', 'name', 'type', 'etag', 'systemData', 'apiVersion']);

/** All that is wrong with a whole body. Members say where they are by dots: `properties.osDisk.name`. */
export function checkBody(shape: Shape, body: JsonObject): readonly Problem[] {
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !identity.has(name)));
  return checkShape(shape, own, '').filter(({ kind, path }) => kind !== 'missing' || !identity.has(path));
}

/** All that is wrong with a value. Null counts as absent, as in ARM. */
export function checkShape(shape: Shape, value: Json, path: string): readonly Problem[] {
  switch (shape.kind) {
    case 'anything':
      return [];
    case 'reference':
      return checkShape(shape.find(), value, path);
    case 'text':
      return checkText(shape, value, path);
    case 'number':
      return checkNumber(shape, value, path);
    case 'flag':
      return typeof value === 'boolean' ? [] : [wrongType(path, value, 'System.Boolean')];
    case 'date':
      return isDate(value) ? [] : [wrongType(path, value, 'System.DateTimeOffset')];
    case 'list':
      if (!Array.isArray(value)) return [wrongType(path, value, 'System.Collections.Generic.List')];
      return value.flatMap((one: Json, index) => checkShape(shape.item, one, `${path}[${index}]`));
    case 'map':
      if (!isObject(value)) return [wrongType(path, value, 'System.Collections.Generic.Dictionary')];
      return present(value).flatMap(([name, one]) => checkShape(shape.value, one, join(path, name)));
    case 'object':
      return checkObject(shape, value, path);
  }
}

function checkText(
  { values, pattern, longest }: Extract<Shape, { kind: 'text' }>,
  value: Json,
  path: string,
): readonly Problem[] {
  if (typeof value !== 'string') return [wrongType(path, value, 'System.String')];
  const folded = value.toLowerCase();
  if (values && !values.some((one) => one.toLowerCase() === folded))
    return [wrongValue(path, value, `Allowed values are: ${values.join(', ')}.`)];
  if (pattern && !pattern.test(value)) return [wrongValue(path, value, `It must match ${pattern.source}.`)];
  if (longest !== undefined && value.length > longest)
    return [wrongValue(path, value, `The maximum length is ${longest}.`)];
  return [];
}

function checkNumber(
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Extract<Shape, { kind: 'number' }>,
  value: Json,
  path: string,
): readonly Problem[] {
  if (typeof value !== 'number') return [wrongType(path, value, 'System.Int64')];
  if (value < least || value > most)
    return [wrongValue(path, value, `It must be between ${least} and ${most}.`)];
  return [];
}

function isDate(value: Json): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function checkObject(shape: ObjectShape, value: Json, path: string): readonly Problem[] {
  if (!isObject(value)) return [wrongType(path, value, shape.name)];
  const given = present(value).flatMap(([name, one]) => checkMember(shape, { name, value: one }, path));
  const missing = [...shape.members]
    .filter(([name, { required, readOnly }]) => required && !readOnly && (value[name] ?? null) === null)
    .map(
      ([name]): Problem => ({
        kind: 'missing',
        path: join(path, name),
        message: `Required parameter '${join(path, name)}' is missing (null).`,
      }),
    );
  return [...given, ...missing];
}

function checkMember(
  { name: type, members, others }: ObjectShape,
  { name, value }: { readonly name: string; readonly value: Json },
  path: string,
): readonly Problem[] {
  const place = join(path, name);
  const member = members.get(name);
  if (member?.readOnly)
    return [
      { kind: 'readOnly', path: place, message: `The property '${place}' is read-only and cannot be set.` },
    ];
  if (member) return checkShape(member.shape, value, place);
  if (others) return checkShape(others, value, place);
  return [
    {
      kind: 'unknown',
      path: place,
      message: `The request content was invalid and could not be deserialized: 'Could not find member '${name}' on object of type '${type}'. Path '${place}'.'.`,
    },
  ];
}

function present(value: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(value).flatMap(([name, one]) =>
    one === undefined || one === null ? [] : [[name, one] as const],
  );
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function wrongType(path: string, value: Json, type: string): Problem {
  return {
    kind: 'type',
    path,
    message: `The request content was invalid and could not be deserialized: 'Error converting value ${JSON.stringify(value)} to type '${type}'. Path '${path}'.'.`,
  };
}

function wrongValue(path: string, value: Json, why: string): Problem {
  return {
    kind: 'value',
    path,
    message: `The value '${String(value)}' of parameter '${path}' is invalid. ${why}`,
  };
}
