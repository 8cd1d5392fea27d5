import { type CollectionType, type ObjectType, type TupleType, Type } from '../types/type';
import { compareTypes } from './compare-types';
import { findConverter } from './find';

/** The type that values of all the types convert to, such as string for string and number; undefined when there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  return unifyTypes(types, true);
}

/** As `unify`; without `unsafe` only by conversions that cannot fail. */
export function unifyTypes(all: readonly Type[], unsafe: boolean): Type | undefined {
  const types = distinct(all);
  if (types.length <= 1) return types[0];
  const open = types.some((type) => type.kind === 'dynamic');
  const structural = unifyStructural(
    types.filter((type) => type.kind !== 'dynamic'),
    { unsafe, open },
  );
  return structural.decided ? structural.type : mostGeneral(types, unsafe);
}

/** Equal types change nothing, and a list of a thousand equal elements must not be compared a million times. */
function distinct(types: readonly Type[]): readonly Type[] {
  const result: Type[] = [];
  const seen = new Set<Type>();
  for (const type of types) {
    if (seen.has(type)) continue;
    seen.add(type);
    if (!result.some((other) => Type.equals(other, type))) result.push(type);
  }
  return result;
}

interface Options {
  readonly unsafe: boolean;
  /** There is a type among them that is not known yet. */
  readonly open: boolean;
}

type Decision = { readonly decided: true; readonly type: Type | undefined } | { readonly decided: false };

const undecided: Decision = { decided: false };
const decide = (type: Type | undefined): Decision => ({ decided: true, type });

/** Types of one kind can have a common type that is none of them: of objects, each attribute is unified by itself. */
function unifyStructural(types: readonly Type[], options: Options): Decision {
  const kinds = new Set(types.map((type) => type.kind));
  const only = (...allowed: Type['kind'][]) =>
    kinds.size > 0 && [...kinds].every((kind) => allowed.includes(kind));
  for (const kind of ['map', 'list', 'set'] as const) {
    if (only(kind))
      return decide(options.open ? Type.dynamic : unifyCollections(kind, types, options.unsafe));
  }
  if (only('map', 'object') && kinds.has('map')) return preferred(unifyAs('map', types, options));
  if (only('list', 'tuple') && kinds.has('list')) return preferred(unifyAs('list', types, options));
  if (only('object'))
    return decide(options.open ? Type.dynamic : unifyObjects(types as ObjectType[], options));
  if (only('tuple')) return decide(options.open ? Type.dynamic : unifyTuples(types as TupleType[], options));
  if (kinds.has('object') && kinds.has('tuple')) return decide(undefined);
  return undecided;
}

function preferred(type: Type | undefined): Decision {
  return type === undefined ? undecided : decide(type);
}

function unifyCollections(
  kind: CollectionType['kind'],
  types: readonly Type[],
  unsafe: boolean,
): Type | undefined {
  const element = unifyTypes(
    types.map((type) => (type as CollectionType).element),
    unsafe,
  );
  return element && { kind, element };
}

/** One collection for collections and for the structures that could be written in their place. */
function unifyAs(kind: 'map' | 'list', types: readonly Type[], { unsafe, open }: Options): Type | undefined {
  if (open) return Type.dynamic;
  const element = unifyTypes(types.flatMap(partsOf), unsafe);
  if (element === undefined) return undefined;
  const to: Type = { kind, element };
  return types.every((from) => findConverter(from, { to, unsafe }) !== undefined) ? to : undefined;
}

function partsOf(type: Type): readonly Type[] {
  if (type.kind === 'object') return [...type.attributes.values()];
  if (type.kind === 'tuple') return type.elements;
  return 'element' in type ? [type.element] : [];
}

function unifyObjects(types: readonly ObjectType[], options: Options): Type | undefined {
  const first = types[0] as ObjectType;
  const names = [...first.attributes.keys()];
  const alike = types.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!alike) return unifyAs('map', types, options);
  const attributes = new Map<string, Type>();
  for (const name of names) {
    const type = unifyTypes(
      types.map((object) => object.attributes.get(name) as Type),
      options.unsafe,
    );
    if (type === undefined) return undefined;
    attributes.set(name, type);
  }
  return Type.object(attributes);
}

function unifyTuples(types: readonly TupleType[], options: Options): Type | undefined {
  const length = (types[0] as TupleType).elements.length;
  if (types.some(({ elements }) => elements.length !== length)) return unifyAs('list', types, options);
  const elements: Type[] = [];
  for (let i = 0; i < length; i++) {
    const type = unifyTypes(
      types.map((tuple) => tuple.elements[i] as Type),
      options.unsafe,
    );
    if (type === undefined) return undefined;
    elements.push(type);
  }
  return Type.tuple(elements);
}

/** One of the types themselves: the first, from the most general on, that all others convert to. */
function mostGeneral(types: readonly Type[], unsafe: boolean): Type | undefined {
  return byGenerality(types).find((to) =>
    types.every((from) => findConverter(from, { to, unsafe }) !== undefined),
  );
}

/** In the given order, but no type before a more general one. */
function byGenerality(types: readonly Type[]): readonly Type[] {
  const remaining = [...types];
  const sorted: Type[] = [];
  while (remaining.length > 0) {
    const at = remaining.findIndex((type) => remaining.every((other) => compareTypes(other, type) >= 0));
    sorted.push(...remaining.splice(Math.max(at, 0), 1));
  }
  return sorted;
}
