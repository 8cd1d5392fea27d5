import {
  type CapsuleType,
  type CollectionType,
  type ObjectType,
  type PrimitiveType,
  type TupleType,
  Type,
} from '../types/type';
import { type BigFloat, countedPrecision, doublePrecision, fromDouble } from './number/big-float';
import { sortedByKey } from './order';
import type { Refinement } from './refinement';
import { setElements } from './set';

interface Marked {
  /** Must not be shown: taken over by every result that it helped to make. */
  readonly sensitive?: true;
}

export interface StringValue extends Marked {
  readonly kind: 'string';
  readonly type: PrimitiveType;
  /** In Unicode normal form C. */
  readonly string: string;
}

export interface NumberValue extends Marked {
  readonly kind: 'number';
  readonly type: PrimitiveType;
  readonly number: BigFloat;
}

export interface BoolValue extends Marked {
  readonly kind: 'bool';
  readonly type: PrimitiveType;
  readonly bool: boolean;
}

/** A set's elements are distinct and in the set's own order. */
export interface SequenceValue extends Marked {
  readonly kind: 'list' | 'set' | 'tuple';
  readonly type: CollectionType | TupleType;
  readonly elements: readonly Value[];
}

export interface MappingValue extends Marked {
  readonly kind: 'map' | 'object';
  readonly type: CollectionType | ObjectType;
  /** In the UTF-8 byte order of the keys. */
  readonly entries: ReadonlyMap<string, Value>;
}

export interface CapsuleValue extends Marked {
  readonly kind: 'capsule';
  readonly type: CapsuleType;
  readonly content: unknown;
}

export interface NullValue extends Marked {
  readonly kind: 'null';
  readonly type: Type;
}

/** A value that a later phase brings: its type is known as far as `type` says. */
export interface UnknownValue extends Marked {
  readonly kind: 'unknown';
  readonly type: Type;
  /** What else is known of it; never of a value whose type is open. */
  readonly refinement?: Refinement;
}

/** One typed value of the language: known, null or unknown. Tell by `kind`; made by the companion `Value`. */
export type Value =
  | StringValue
  | NumberValue
  | BoolValue
  | SequenceValue
  | MappingValue
  | CapsuleValue
  | NullValue
  | UnknownValue;

type Entries = ReadonlyMap<string, Value> | Readonly<Record<string, Value>>;

const yes: BoolValue = { kind: 'bool', type: Type.bool, bool: true };
const no: BoolValue = { kind: 'bool', type: Type.bool, bool: false };

/** Below these characters everything is in normal form C; asking is cheaper than normalizing. */
const mayChange = /[^\x00-\u02ff]/;

/** Makes values. Texts are brought to Unicode normal form C, keys to their order. */
export const Value = {
  string: (text: string): StringValue => ({
    kind: 'string',
    type: Type.string,
    string: mayChange.test(text) ? text.normalize('NFC') : text,
  }),
  /** A finite number or an infinity; for whole numbers that a function counts. */
  number: (value: number): NumberValue =>
    numberValue(fromDouble(value, Number.isInteger(value) ? countedPrecision : doublePrecision)),
  /** Of a number already in the language's form. */
  bigFloat: numberValue,
  bool: (value: boolean): BoolValue => (value ? yes : no),
  list: (element: Type, elements: readonly Value[]): SequenceValue => ({
    kind: 'list',
    type: Type.list(element),
    elements,
  }),
  /** Drops duplicates and sorts. */
  set: (element: Type, elements: readonly Value[]): SequenceValue => ({
    kind: 'set',
    type: Type.set(element),
    elements: setElements(elements),
  }),
  tuple: (elements: readonly Value[]): SequenceValue => ({
    kind: 'tuple',
    type: Type.tuple(elements.map((value) => value.type)),
    elements,
  }),
  map: (element: Type, entries: Entries): MappingValue => ({
    kind: 'map',
    type: Type.map(element),
    entries: sortedEntries(entries),
  }),
  object: (entries: Entries): MappingValue => objectValue(sortedEntries(entries)),
  capsule: (type: CapsuleType, content: unknown): CapsuleValue => ({ kind: 'capsule', type, content }),
  null: (type: Type): NullValue => ({ kind: 'null', type }),
  unknown: (type: Type): UnknownValue => ({ kind: 'unknown', type }),
  /** The same value, marked as one that must not be shown. */
  sensitive: <T extends Value>(value: T): T => (value.sensitive ? value : { ...value, sensitive: true }),
} as const;

function numberValue(number: BigFloat): NumberValue {
  return { kind: 'number', type: Type.number, number };
}

function sortedEntries(entries: Entries): ReadonlyMap<string, Value> {
  return sortedByKey(entries instanceof Map ? entries : Object.entries(entries));
}

function objectValue(entries: ReadonlyMap<string, Value>): MappingValue {
  const types = new Map<string, Type>();
  for (const [name, value] of entries) types.set(name, value.type);
  return { kind: 'object', type: Type.object(types), entries };
}
