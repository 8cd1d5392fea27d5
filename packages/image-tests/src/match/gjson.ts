import { isList, isObject, type Json } from './json';

/**
 * Follows a path of gjson (https://github.com/tidwall/gjson/blob/master/SYNTAX.md) through a value: names and numbers
 * between dots, `\.` for a dot in a name, `#` for the length of a list, `@this` for the value itself.
 *
 * @returns undefined when nothing is there
 */
export function followPath(value: Json, path: string): Json | undefined {
  if (path === '@this') return value;
  const names = (path.match(/(?:\\.|[^.\\])+/gsu) ?? []).map((name) => name.replace(/\\(.)/gsu, '$1'));
  return names.reduce<Json | undefined>((at, name) => (at === undefined ? undefined : step(at, name)), value);
}

function step(value: Json, name: string): Json | undefined {
  if (isList(value)) return name === '#' ? value.length : value[/^\d+$/.test(name) ? Number(name) : -1];
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Whether a path asks for more of gjson than is understood here: modifiers, queries, wildcards. */
export function isBeyondUs(path: string): boolean {
  return path !== '@this' && /(?<!\\)[@*?|]|(?<!\\)#(?!$)/u.test(path);
}
