import { type JsonMember, type JsonNode, type JsonObject, type JsonString, memberOf } from '@strata/hcl';

/** Whether an object has a member of this name. */
export function has(object: JsonObject, name: string): boolean {
  return memberOf(object, name) !== undefined;
}

/** The text of a member; undefined where it is none. */
export function getString(object: JsonObject, name: string): string | undefined {
  const node = memberOf(object, name);
  return node?.kind === 'string' ? node.string : undefined;
}

/** The truth of a member; undefined where it is none. */
export function getBool(object: JsonObject, name: string): boolean | undefined {
  const node = memberOf(object, name);
  return node?.kind === 'bool' ? node.bool : undefined;
}

/** An object without some of its members. */
export function remove(object: JsonObject, ...names: readonly string[]): JsonObject {
  const members = object.members.filter(({ name }) => !names.includes(name.string));
  return members.length === object.members.length ? object : { ...object, members };
}

/** Gives a member a value: at its place, or at the end where there was none. */
export function set(object: JsonObject, name: string, value: JsonNode): JsonObject {
  const key = createString(name, object);
  const isThere = has(object, name);
  const members = object.members.map((member) =>
    member.name.string === name ? { ...member, value } : member,
  );
  return { ...object, members: isThere ? members : [...members, { name: key, value }] };
}

/** Renames a member where it stands; one that had the new name before goes. */
export function rename(object: JsonObject, from: string, to: string): JsonObject {
  if (!has(object, from)) return object;
  const rest = remove(object, to);
  const renamed = ({ name, value }: JsonMember) => ({ name: createString(to, name), value });
  return {
    ...rest,
    members: rest.members.map((member) => (member.name.string === from ? renamed(member) : member)),
  };
}

/** Renames a member, or drops it where the new name is in use already. */
export function renameUnlessSet(object: JsonObject, from: string, to: string): JsonObject {
  return has(object, to) ? remove(object, from) : rename(object, from, to);
}

/** Changes the members' values that `change` gives another one. */
export function mapValues(object: JsonObject, change: (value: JsonNode) => JsonNode): JsonObject {
  return { ...object, members: object.members.map(({ name, value }) => ({ name, value: change(value) })) };
}

/** Text at the place of what it stands for. */
export function createString(string: string, { range }: Pick<JsonNode, 'range'>): JsonString {
  return { kind: 'string', string, raw: JSON.stringify(string), range };
}

export function createBool(bool: boolean, { range }: Pick<JsonNode, 'range'>): JsonNode {
  return { kind: 'bool', bool, range };
}

export function createList(items: readonly JsonNode[], { range }: Pick<JsonNode, 'range'>): JsonNode {
  return { kind: 'array', items, range };
}
