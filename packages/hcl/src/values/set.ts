import type { Value } from './value';

export function setElements(elements: readonly Value[]): readonly Value[] {
  return elements;
}
