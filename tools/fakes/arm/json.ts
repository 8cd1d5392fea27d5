/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at `properties.osDisk.name`. Names have no dots here, and letters have their case. */
export function readAt(from: Json | undefined, path: string): Json | undefined {
  let value = from;
  for (const name of path.split('.')) {
    if (!isObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** A text, when there is one. */
export function readText(from: Json | undefined, path: string): string | undefined {
  const value = readAt(from, path);
  return typeof value === 'string' ? value : undefined;
}

/** A number, when there is one. */
export function readNumber(from: Json | undefined, path: string): number | undefined {
  const value = readAt(from, path);
  return typeof value === 'number' ? value : undefined;
}

/** Whether it says yes. */
export function readFlag(from: Json | undefined, path: string): boolean {
  return readAt(from, path) === true;
}

/** The objects of a list; an empty one when there is none. */
export function readObjects(from: Json | undefined, path: string): readonly JsonObject[] {
  const value = readAt(from, path);
  return Array.isArray(value) ? value.filter((one: Json) => isObject(one)) : [];
}

/** An object; an empty one when there is none. */
export function readObject(from: Json | undefined, path: string): JsonObject {
  const value = readAt(from, path);
  return isObject(value) ? value : {};
}

/** A copy in which one thing stands elsewhere: objects on the way are made when they are missing. */
export function writeAt(into: JsonObject, path: string, value: Json | undefined): JsonObject {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...into, [name]: value };
  return { ...into, [name]: writeAt(readObject(into, name), rest.join('.'), value) };
}

/** JSON's merge patch, by which ARM reads PATCH: objects are merged, null takes away, all else takes the place. */
export function mergePatch(into: JsonObject, patch: JsonObject): JsonObject {
  const merged = Object.entries(patch).map(([name, value]): [string, Json | undefined] => {
    const before = into[name];
    if (isObject(value) && isObject(before)) return [name, mergePatch(before, value)];
    return [name, value ?? undefined];
  });
  return { ...into, ...Object.fromEntries(merged) };
}

/** Whether two values say the same, in whatever order their members stand. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(sortMembers(one)) === JSON.stringify(sortMembers(other));
}

function sortMembers(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item: Json) => sortMembers(item) ?? null);
  if (!isObject(value)) return value;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return Object.fromEntries(names.sort().map((name) => [name, sortMembers(value[name])]));
}
