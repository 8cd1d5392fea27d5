import { quote } from '../text/quote';
import { friendlyName } from '../types/names';
import type { CollectionType, ObjectType, TupleType, Type } from '../types/type';
import { Type as Types } from '../types/type';

/** In what two results of a conditional differ, as tightly as it can be said. */
export function describeMismatch(a: Type, b: Type): string {
  if (a.kind === 'object' && b.kind === 'object') return describeObjects(a, b) ?? describePair(a, b);
  if (a.kind === 'tuple' && b.kind === 'tuple') return describeTuples(a, b) ?? describePair(a, b);
  if ('element' in a && 'element' in b && a.kind === b.kind) return describeElements(a, b);
  return describePair(a, b);
}

function describePair(a: Type, b: Type): string {
  return `The 'true' value is ${friendlyName(a)}, but the 'false' value is ${friendlyName(b)}`;
}

function describeObjects(a: ObjectType, b: ObjectType): string | undefined {
  const onlyTrue = [...a.attributes.keys()].find((name) => !b.attributes.has(name));
  if (onlyTrue !== undefined) {
    return `The 'true' value includes object attribute ${quote(onlyTrue)}, which is absent in the 'false' value`;
  }
  const onlyFalse = [...b.attributes.keys()].find((name) => !a.attributes.has(name));
  if (onlyFalse !== undefined) {
    return `The 'false' value includes object attribute ${quote(onlyFalse)}, which is absent in the 'true' value`;
  }
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name) as Type;
    if (!Types.equals(type, other))
      return `Type mismatch for object attribute ${quote(name)}: ${describeMismatch(type, other)}`;
  }
  return undefined;
}

function describeTuples(a: TupleType, b: TupleType): string | undefined {
  if (a.elements.length !== b.elements.length) {
    return `The 'true' tuple has length ${a.elements.length}, but the 'false' tuple has length ${b.elements.length}`;
  }
  const at = a.elements.findIndex((type, i) => !Types.equals(type, b.elements[i] as Type));
  if (at < 0) return undefined;
  return `Type mismatch for tuple element ${at}: ${describeMismatch(a.elements[at] as Type, b.elements[at] as Type)}`;
}

function describeElements(a: CollectionType, b: CollectionType): string {
  if ('element' in a.element && 'element' in b.element) return deep;
  return `Mismatched ${a.kind} element types: ${describeMismatch(a.element, b.element)}`;
}

/** Collections of collections: the way down would be longer than it helps. */
const deep =
  "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value";
