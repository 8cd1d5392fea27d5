import type { Type } from './type';

/** A type as messages call it: "list of string", "object". */
export function friendlyName(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind} of ${friendlyName(type.element)}`;
    case 'capsule':
      return type.name;
    default:
      return type.kind;
  }
}

/** The same where a message says what is wanted: "any single type" for a list of anything. */
export function friendlyConstraint(type: Type): string {
  switch (type.kind) {
    case 'dynamic':
      return 'any type';
    case 'list':
    case 'set':
    case 'map': {
      const element = type.element.kind === 'dynamic' ? 'any single type' : friendlyConstraint(type.element);
      return `${type.kind} of ${element}`;
    }
    default:
      return friendlyName(type);
  }
}
