import { Type } from '../types/type';
import { isWhollyKnown } from './inspect';
import { compare } from './number/arithmetic';
import { type Bound, mayBe, typesMayMeet } from './refinement';
import type { MappingValue, SequenceValue, UnknownValue, Value } from './value';

/** What `==` gives: undefined when that depends on what is not known yet. Never converts: 1 is not "1". */
export function areEqual(a: Value, b: Value): boolean | undefined {
  return haveUnlikeTypes(a, b) ? false : partsEqual(a, b);
}

/** Structures of other types are not equal, even where their parts are null and so have nothing to tell apart. */
function haveUnlikeTypes(a: Value, b: Value): boolean {
  if (a.kind !== b.kind || (a.kind !== 'tuple' && a.kind !== 'object')) return false;
  if (Type.equals(a.type, b.type)) return false;
  return !typesMayMeet(a.type, b.type) || (isWhollyKnown(a) && isWhollyKnown(b));
}

function partsEqual(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'unknown') return maybeEqual(a, b);
  if (b.kind === 'unknown') return maybeEqual(b, a);
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  switch (a.kind) {
    case 'string':
      return b.kind === 'string' && a.string === b.string;
    case 'number':
      return b.kind === 'number' && compare(a.number, b.number) === 0;
    case 'bool':
      return b.kind === 'bool' && a.bool === b.bool;
    case 'capsule':
      return b.kind === 'capsule' && a.content === b.content;
    case 'list':
    case 'set':
    case 'tuple':
      return b.kind === a.kind && sequencesEqual(a, b);
    case 'map':
    case 'object':
      return b.kind === a.kind && mappingsEqual(a, b);
  }
}

/** Two unknown values may be equal whatever their types: both may turn out null. */
function maybeEqual(a: UnknownValue, b: Value): false | undefined {
  return b.kind === 'unknown' || mayBe(a, b) ? undefined : false;
}

/** Elements of collections have one type; without elements the types themselves are compared. */
function sequencesEqual(a: SequenceValue, b: SequenceValue): boolean | undefined {
  if (a.kind !== 'tuple' && !Type.equals(a.type, b.type)) return false;
  if (a.kind === 'set' && !(isWhollyKnown(a) && isWhollyKnown(b))) return undefined;
  if (a.elements.length !== b.elements.length) return false;
  return everyEqual(a.elements.map((element, index) => [element, b.elements[index] as Value]));
}

function mappingsEqual(a: MappingValue, b: MappingValue): boolean | undefined {
  if (a.kind === 'map' && !Type.equals(a.type, b.type)) return false;
  if (a.entries.size !== b.entries.size) return false;
  const pairs: [Value, Value][] = [];
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined) return false;
    pairs.push([value, other]);
  }
  return everyEqual(pairs);
}

function everyEqual(pairs: readonly (readonly [Value, Value])[]): boolean | undefined {
  let result: boolean | undefined = true;
  for (const [a, b] of pairs) {
    const equal = partsEqual(a, b);
    if (equal === false) return false;
    if (equal === undefined) result = undefined;
  }
  return result;
}

/** Whether two values are one and the same in every respect but sensitivity: type, null and unknown included. */
export function areIdentical(a: Value, b: Value): boolean {
  if (!Type.equals(a.type, b.type) || a.kind !== b.kind) return false;
  if (a.kind === 'unknown' && b.kind === 'unknown') return haveSameRange(a, b);
  if (a.kind === 'null') return true;
  if ('elements' in a && 'elements' in b) {
    return (
      a.elements.length === b.elements.length &&
      a.elements.every((element, index) => areIdentical(element, b.elements[index] as Value))
    );
  }
  if ('entries' in a && 'entries' in b) return identicalEntries(a.entries, b.entries);
  return areEqual(a, b) === true;
}

function haveSameRange({ refinement: a = {} }: UnknownValue, { refinement: b = {} }: UnknownValue): boolean {
  const sameBound = (x: Bound | undefined, y: Bound | undefined) =>
    x === undefined || y === undefined
      ? x === y
      : x.inclusive === y.inclusive && compare(x.number, y.number) === 0;
  return (
    a.notNull === b.notNull &&
    a.prefix === b.prefix &&
    a.minLength === b.minLength &&
    a.maxLength === b.maxLength &&
    sameBound(a.lower, b.lower) &&
    sameBound(a.upper, b.upper)
  );
}

function identicalEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !areIdentical(value, other)) return false;
  }
  return true;
}
