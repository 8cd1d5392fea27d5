import { type CollectionType, Type } from './type';

/** Whether any part of the type is not known yet. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element);
    case 'tuple':
      return type.elements.some(hasDynamic);
    case 'object':
      return [...type.attributes.values()].some(hasDynamic);
    default:
      return false;
  }
}

/** The type that values of a constraint have: all its attributes, at any depth, are there. */
export function withoutOptional(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: type.kind, element: withoutOptional(type.element) };
    case 'tuple':
      return Type.tuple(type.elements.map(withoutOptional));
    case 'object':
      return Type.object(new Map([...type.attributes].map(([name, of]) => [name, withoutOptional(of)])));
    default:
      return type;
  }
}

/** `constraint` with what it leaves open filled in from `type`, as far as the two match. */
export function withoutDynamic(constraint: Type, type: Type): Type {
  if (constraint.kind === 'dynamic') return type;
  if (!hasDynamic(constraint)) return constraint;
  switch (constraint.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const element = elementOf(type, constraint.kind);
      return element
        ? { kind: constraint.kind, element: withoutDynamic(constraint.element, element) }
        : constraint;
    }
    case 'tuple':
      if (type.kind !== 'tuple' || type.elements.length !== constraint.elements.length) return constraint;
      return Type.tuple(constraint.elements.map((part, i) => withoutDynamic(part, type.elements[i] as Type)));
    case 'object':
      return Type.object(
        new Map(
          [...constraint.attributes].map(([name, part]) => [
            name,
            withoutDynamic(part, attributeOf(type, name) ?? part),
          ]),
        ),
      );
    default:
      return constraint;
  }
}

/** The element type of a collection, or of what would become one and has parts of only one type. */
function elementOf(type: Type, kind: CollectionType['kind']): Type | undefined {
  if ('element' in type) return type.element;
  const parts =
    type.kind === 'object' && kind === 'map'
      ? [...type.attributes.values()]
      : type.kind === 'tuple'
        ? type.elements
        : [];
  const first = parts[0];
  return first && parts.every((part) => Type.equals(part, first)) ? first : undefined;
}

function attributeOf(type: Type, name: string): Type | undefined {
  if (type.kind === 'object') return type.attributes.get(name);
  return type.kind === 'map' ? type.element : undefined;
}
