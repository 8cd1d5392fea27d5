import { quote } from '../text/quote';
import { friendlyConstraint } from '../types/names';
import type { CollectionType, ObjectType, Type } from '../types/type';
import { findConverter } from './find';

/** Why no value of the one type can become a value of the other. */
export function mismatchMessage(got: Type, want: Type): string {
  if (got.kind === 'object' && want.kind === 'object') return objectMismatch(got, want);
  if ((got.kind === 'list' || got.kind === 'set') && got.kind !== 'set' && isSequence(want)) {
    return elementMismatch(got, want);
  }
  if (got.kind === 'set' && isSequence(want)) return elementMismatch(got, want);
  if (got.kind === 'map' && want.kind === 'map') return elementMismatch(got, want);
  if (got.kind === 'tuple' && isSequence(want)) {
    return partMismatch(
      got.elements.map((type, i) => [`element ${i}`, type]),
      want,
    );
  }
  if (got.kind === 'object' && want.kind === 'map') {
    return partMismatch(
      [...got.attributes].map(([name, type]) => [`element ${quote(name)}`, type]),
      want,
    );
  }
  return `${friendlyConstraint(want)} required`;
}

function isSequence(type: Type): type is CollectionType {
  return type.kind === 'list' || type.kind === 'set';
}

function elementMismatch(got: CollectionType, want: CollectionType): string {
  return `incorrect ${want.kind} element type: ${mismatchMessage(got.element, want.element)}`;
}

function partMismatch(parts: readonly (readonly [string, Type])[], want: CollectionType): string {
  if (want.element.kind === 'dynamic') return `all ${want.kind} elements must have the same type`;
  for (const [name, type] of parts) {
    if (!canConvert(type, want.element)) return `${name}: ${mismatchMessage(type, want.element)}`;
  }
  return `${friendlyConstraint(want)} required`;
}

function canConvert(from: Type, to: Type): boolean {
  return findConverter(from, { to, unsafe: true }) !== undefined;
}

function objectMismatch(got: ObjectType, want: ObjectType): string {
  const missing = [...want.attributes.keys()].filter(
    (name) => !got.attributes.has(name) && !want.optional.has(name),
  );
  for (const [name, type] of want.attributes) {
    const own = got.attributes.get(name);
    if (own !== undefined && !canConvert(own, type))
      return `attribute ${quote(name)}: ${mismatchMessage(own, type)}`;
  }
  return missingMessage(missing);
}

function missingMessage(names: readonly string[]): string {
  const quoted = names.map(quote);
  const last = quoted.at(-1);
  switch (quoted.length) {
    case 0:
      return 'object required';
    case 1:
      return `attribute ${last} is required`;
    case 2:
      return `attributes ${quoted[0]} and ${last} are required`;
    default:
      return `attributes ${quoted.slice(0, -1).join(', ')}, and ${last} are required`;
  }
}
