import { sortedByKey } from '../values/order';

/** What a value may be. Compared with `Type.equals`, never by identity. */
export type Type = PrimitiveType | DynamicType | CollectionType | TupleType | ObjectType | CapsuleType;

export type PrimitiveType =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'bool' };

/** Any type, or not known yet which. `any` in a type expression. */
export interface DynamicType {
  readonly kind: 'dynamic';
}

export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Type;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}

export interface ObjectType {
  readonly kind: 'object';
  /** In the UTF-8 byte order of the names. */
  readonly attributes: ReadonlyMap<string, Type>;
  /** The names that a conversion may leave out; only in the types of variables. */
  readonly optional: ReadonlySet<string>;
}

/** Something of ours that the language only passes on, such as the type argument of `convert`. */
export interface CapsuleType {
  readonly kind: 'capsule';
  readonly name: string;
}

const string: PrimitiveType = { kind: 'string' };
const number: PrimitiveType = { kind: 'number' };
const bool: PrimitiveType = { kind: 'bool' };
const dynamic: DynamicType = { kind: 'dynamic' };
const none: ReadonlySet<string> = new Set();

/** Makes and compares types. */
export const Type = {
  string,
  number,
  bool,
  dynamic,
  list: (element: Type): CollectionType => ({ kind: 'list', element }),
  set: (element: Type): CollectionType => ({ kind: 'set', element }),
  map: (element: Type): CollectionType => ({ kind: 'map', element }),
  tuple: (elements: readonly Type[]): TupleType => ({ kind: 'tuple', elements }),
  object: (
    attributes: ReadonlyMap<string, Type> | Readonly<Record<string, Type>>,
    optional: Iterable<string> = none,
  ): ObjectType => ({
    kind: 'object',
    attributes: sortedByKey(attributes instanceof Map ? attributes : Object.entries(attributes)),
    optional: optional === none ? none : new Set(optional),
  }),
  capsule: (name: string): CapsuleType => ({ kind: 'capsule', name }),
  equals: typesEqual,
} as const;

function typesEqual(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list':
    case 'set':
    case 'map':
      return typesEqual(a.element, (b as CollectionType).element);
    case 'tuple':
      return tuplesEqual(a, b as TupleType);
    case 'object':
      return objectsEqual(a, b as ObjectType);
    case 'capsule':
      return a.name === (b as CapsuleType).name;
    default:
      return true;
  }
}

function tuplesEqual(a: TupleType, b: TupleType): boolean {
  return (
    a.elements.length === b.elements.length &&
    a.elements.every((type, index) => typesEqual(type, b.elements[index] as Type))
  );
}

function objectsEqual(a: ObjectType, b: ObjectType): boolean {
  if (a.attributes.size !== b.attributes.size || a.optional.size !== b.optional.size) return false;
  for (const name of a.optional) if (!b.optional.has(name)) return false;
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined || !typesEqual(type, other)) return false;
  }
  return true;
}
