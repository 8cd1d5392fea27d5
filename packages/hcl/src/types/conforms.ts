import { Type } from './type';

/** Whether values of a type are what a constraint asks for; where the constraint leaves a part open, anything is. */
export function conforms(type: Type, constraint: Type): boolean {
  if (constraint.kind === 'dynamic') return true;
  if ('element' in type && 'element' in constraint) {
    return type.kind === constraint.kind && conforms(type.element, constraint.element);
  }
  if (type.kind === 'tuple' && constraint.kind === 'tuple') {
    return (
      type.elements.length === constraint.elements.length &&
      type.elements.every((element, i) => conforms(element, constraint.elements[i] as Type))
    );
  }
  if (type.kind === 'object' && constraint.kind === 'object') {
    return (
      type.attributes.size === constraint.attributes.size &&
      [...type.attributes].every(([name, attribute]) => {
        const wanted = constraint.attributes.get(name);
        return wanted !== undefined && conforms(attribute, wanted);
      })
    );
  }
  return Type.equals(type, constraint);
}
