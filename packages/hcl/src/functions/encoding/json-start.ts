import { Type } from '../../types/type';
import { isNeverNull, rangeOf } from '../../values/refinement';
import type { Value } from '../../values/value';
import { failArgument } from '../failure';

/** How the JSON text of a value starts that is unknown in part. */
export function prefixFor(value: Value): string {
  if ('elements' in value) return '[';
  if ('entries' in value) return '{';
  return value.type.kind === 'string' && isNeverNull(value) ? '"' : '';
}

const starts: readonly (readonly [RegExp, Type])[] = [
  [/^[-.\d]/, Type.number],
  [/^[tf]/, Type.bool],
  [/^"/, Type.string],
  [/^(?:[[{n]|$)/, Type.dynamic],
];

/** The type of what an unknown JSON text stands for, as far as its known start tells. */
export function typeOfStart(text: Value): Type {
  const start = (rangeOf(text).prefix ?? '').trimStart();
  const found = starts.find(([pattern]) => pattern.test(start));
  return found?.[1] ?? failArgument(0, `a JSON document cannot begin with the character '${start[0]}'`);
}
