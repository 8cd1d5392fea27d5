import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LoggedCall } from '../call-log';
import { isObject } from '../json';
import type { Problem } from '../types/resource-type';
import { checkBody } from './check-shape';
import type { Member, ObjectShape, Shape } from './shape';

/** Type data of newer API versions, which is not part of the repository; it stands beside it where it is at hand. */
const folder = resolve(__dirname, '../../../../../shared/prototypes/azure/types');

export function areNewerTypesPresent(): boolean {
  return existsSync(folder);
}

/** What is wrong with a body by the newest data that there is of its type; nothing when there is none of it. */
export type NewerCheck = (type: string, body: LoggedCall['input']) => readonly Problem[] | undefined;

interface Reference {
  readonly $ref: string;
}

/** One entry of a file: which members it has, its kind says. */
interface Entry {
  readonly $type: string;
  readonly name?: string;
  readonly value?: string;
  readonly body?: Reference;
  readonly itemType?: Reference;
  readonly elements?: readonly Reference[] | Readonly<Record<string, Reference>>;
  readonly properties?: Readonly<Record<string, { readonly type: Reference; readonly flags: number }>>;
  readonly additionalProperties?: Reference;
}

const flags = { required: 1, readOnly: 2 } as const;

/** Reads all files. Types that members name are read when a body comes to them. */
export function readNewerTypes(): NewerCheck {
  const bodies = new Map<string, Shape>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const entries: readonly Entry[] = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const { $type, name: type = '', body } of entries)
      if ($type === 'ResourceType' && body)
        bodies.set((type.split('@')[0] ?? '').toLowerCase(), refer(entries, body));
  }
  return (type, body) => {
    const shape = bodies.get(type.toLowerCase());
    return shape && isObject(body) ? checkBody(shape, body) : undefined;
  };
}

function refer(entries: readonly Entry[], { $ref }: Reference): Shape {
  const entry = entries[Number($ref.slice('#/'.length))];
  if (!entry) throw new Error(`The type data has no ${$ref}.`);
  return entry.$type === 'ObjectType'
    ? { kind: 'reference', find: () => readObject(entries, entry) }
    : readSimple(entries, entry);
}

function readSimple(entries: readonly Entry[], entry: Entry): Shape {
  switch (entry.$type) {
    case 'StringType':
      return { kind: 'text' };
    case 'StringLiteralType':
      return { kind: 'text', values: [entry.value ?? ''] };
    case 'IntegerType':
      return { kind: 'number' };
    case 'BooleanType':
      return { kind: 'flag' };
    case 'ArrayType':
      return { kind: 'list', item: entry.itemType ? refer(entries, entry.itemType) : { kind: 'anything' } };
    case 'UnionType':
      return readUnion(entries, entry);
    default:
      return { kind: 'anything' };
  }
}

/** Texts of which one is to be said; where any text may be, the others are only those that are known. */
function readUnion(entries: readonly Entry[], { elements }: Entry): Shape {
  if (!Array.isArray(elements)) return { kind: 'anything' };
  const shapes = elements.map((element: Reference) => refer(entries, element));
  const values = shapes.flatMap((shape) => (shape.kind === 'text' && shape.values ? shape.values : []));
  return values.length === shapes.length ? { kind: 'text', values } : { kind: 'anything' };
}

function readObject(entries: readonly Entry[], entry: Entry): ObjectShape {
  const members = Object.entries(entry.properties ?? {}).map(([name, property]): [string, Member] => [
    name,
    {
      shape: refer(entries, property.type),
      required: hasFlag(property.flags, flags.required),
      readOnly: hasFlag(property.flags, flags.readOnly),
    },
  ]);
  const others = entry.additionalProperties && refer(entries, entry.additionalProperties);
  return { kind: 'object', name: entry.name ?? '', members: new Map(members), ...(others && { others }) };
}

/** Flags are bits of one number. */
function hasFlag(all: number, one: number): boolean {
  return Math.floor(all / one) % 2 === 1;
}
