import type { Value } from './value';

/** Whether nothing in the value, at any depth, is unknown. */
export function isWhollyKnown(value: Value): boolean {
  return !some(value, (part) => part.kind === 'unknown');
}

/** Whether the value or anything in it, at any depth, must not be shown. */
export function isSensitive(value: Value): boolean {
  return some(value, (part) => part.sensitive === true);
}

function some(value: Value, test: (part: Value) => boolean): boolean {
  if (test(value)) return true;
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.elements.some((element) => some(element, test));
    case 'map':
    case 'object':
      return [...value.entries.values()].some((entry) => some(entry, test));
    default:
      return false;
  }
}
