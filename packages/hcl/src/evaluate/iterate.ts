import { Value } from '../values/value';

/** The elements of a known collection with their keys: numbers for lists and tuples, the element itself for sets. */
export function elementsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.elements.map((element, index) => [Value.number(index), element]);
    case 'set':
      return value.elements.map((element) => [element, element]);
    case 'map':
    case 'object':
      return [...value.entries].map(([key, entry]) => [Value.string(key), entry]);
    default:
      return undefined;
  }
}

/** Whether values of the kind of type have elements. */
export function isIterable({ type }: Value): boolean {
  return ['list', 'set', 'tuple', 'map', 'object'].includes(type.kind);
}
