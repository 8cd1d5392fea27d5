/** What a call was told, by the path of each value; what differs from run to run is left out of the values. */
export type Parameters = ReadonlyMap<string, string>;

/** Ids, which EC2 draws. */
const ID = /\b(ami|eni|i|key|sg|snap|subnet|vol|vpc)-[0-9a-f]{17}\b/gu;
/** Names that a program draws for what lasts as long as a build. */
const DRAWN = /^(packer_|strata-)[\w.-]+$/u;
/** Parameters that are drawn as a whole. */
const OPAQUE = /(?:^|\.)(?:ClientToken|PublicKeyMaterial|UserData|tag:strata:.*|strata:.*)$/u;

/** Reads what a request said, as it was decoded. */
export function readParameters(input: unknown): Parameters {
  return new Map(
    list(input, '').map(([path, value]) => [path, OPAQUE.test(path) ? '…' : leaveOutDrawn(value)]),
  );
}

const leaveOutDrawn = (value: string) => value.replace(DRAWN, '$1…').replace(ID, '$1-…');

type Entry = readonly [path: string, value: string];

/** An object without anything in it says nothing. */
function list(value: unknown, path: string): readonly Entry[] {
  if (Array.isArray(value)) return listMembers(value, path);
  if (isRecord(value)) return Object.entries(value).flatMap(([name, each]) => list(each, join(path, name)));
  return [[path, String(value)]];
}

/** Members that have a name are called by it, a single one by the list's. */
function listMembers(members: readonly unknown[], path: string): readonly Entry[] {
  if (members.every((member) => !isRecord(member))) return [[path, members.join(', ')]];
  return members.flatMap((member, index) => {
    const { name, rest } = takeName(member);
    return list(rest, name ?? (members.length === 1 ? path : `${path}[${index}]`)).map(
      ([below, value]) => [name === undefined ? below : join(path, below), value] as const,
    );
  });
}

/** Tags and filters are pairs; lists of tags are for a type of resource. */
function takeName(member: unknown): { readonly name?: string; readonly rest: unknown } {
  if (!isRecord(member)) return { rest: member };
  const { Key: key, Value: value, Name: filter, Values: values, ResourceType: type, Tags: tags } = member;
  if (typeof key === 'string') return { name: key, rest: value };
  if (typeof filter === 'string') return { name: filter, rest: values };
  if (typeof type === 'string') return { name: type, rest: tags };
  return { rest: member };
}

const join = (path: string, name: string) => [path, name].filter((part) => part !== '').join('.');

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
