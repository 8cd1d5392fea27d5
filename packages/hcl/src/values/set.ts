import { quote } from '../text/quote';
import { isWhollyKnown } from './inspect';
import { compare } from './number/arithmetic';
import { toText } from './number/text';
import { compareText } from './order';
import type { Value } from './value';

/** The elements of a set: each once, in the order in which sets are walked. Two unknown ones may well differ. */
export function setElements(elements: readonly Value[]): readonly Value[] {
  const distinct = new Map<string, Value>();
  for (const element of elements) {
    const identity = identityOf(element);
    const key = isWhollyKnown(element) ? identity : `${identity} ${distinct.size}`;
    if (!distinct.has(key)) distinct.set(key, element);
  }
  return [...distinct]
    .sort(([keyA, a], [keyB, b]) => compareElements(a, b) ?? compareText(keyA, keyB))
    .map(([, value]) => value);
}

/** Known before unknown before null, primitives by value; undefined where only the identity gives an order. */
function compareElements(a: Value, b: Value): number | undefined {
  if (rankOf(a) !== rankOf(b)) return rankOf(a) - rankOf(b);
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.string, b.string);
  if (a.kind === 'number' && b.kind === 'number') return compare(a.number, b.number);
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.bool) - Number(b.bool);
  return undefined;
}

function rankOf(value: Value): number {
  if (value.kind === 'null') return 2;
  return value.kind === 'unknown' ? 1 : 0;
}

/** A text that equal values share and others do not, in the form by which upstream orders sets of objects. */
export function identityOf(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'null':
      return '~';
    case 'string':
      return quote(value.string);
    case 'number':
      return toText(value.number);
    case 'bool':
      return value.bool ? 'T' : 'F';
    case 'capsule':
      return '«»';
    case 'list':
    case 'set':
      return `[${joined(value.elements)}]`;
    case 'tuple':
      return `<${joined(value.elements)}>`;
    case 'map':
      return `{${[...value.entries].map(([key, entry]) => `${quote(key)}:${identityOf(entry)};`).join('')}}`;
    case 'object':
      return `<${joined([...value.entries.values()])}>`;
  }
}

function joined(values: readonly Value[]): string {
  return values.map((value) => `${identityOf(value)};`).join('');
}
