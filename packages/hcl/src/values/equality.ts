import { Type } from '../types/type';
import { compare } from './number/arithmetic';
import type { MappingValue, SequenceValue, Value } from './value';

/** What `==` gives: undefined when that depends on what is not known yet. Never converts: 1 is not "1". */
export function areEqual(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'null' && b.kind === 'null') return true;
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if (a.kind === 'null' || b.kind === 'null') return false;
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

/** Elements of collections have one type; without elements the types themselves are compared. */
function sequencesEqual(a: SequenceValue, b: SequenceValue): boolean | undefined {
  if (a.kind !== 'tuple' && !Type.equals(a.type, b.type)) return false;
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
    const equal = areEqual(a, b);
    if (equal === false) return false;
    if (equal === undefined) result = undefined;
  }
  return result;
}

/** Whether two values are one and the same in every respect but sensitivity: type, null and unknown included. */
export function areIdentical(a: Value, b: Value): boolean {
  if (!Type.equals(a.type, b.type) || a.kind !== b.kind) return false;
  if (a.kind === 'null' || a.kind === 'unknown') return true;
  if ('elements' in a && 'elements' in b) {
    return (
      a.elements.length === b.elements.length &&
      a.elements.every((element, index) => areIdentical(element, b.elements[index] as Value))
    );
  }
  if ('entries' in a && 'entries' in b) return identicalEntries(a.entries, b.entries);
  return areEqual(a, b) === true;
}

function identicalEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !areIdentical(value, other)) return false;
  }
  return true;
}
