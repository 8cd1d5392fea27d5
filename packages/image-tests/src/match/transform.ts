import { isList, type Json } from './json';

/** As goss turns what it found into text before a matcher for texts: lists by lines. */
export function toText(value: Json): string {
  if (isList(value)) return value.map(toText).join('\n');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** As goss turns it into a number; undefined when it is none. */
export function toNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' && !isList(value)) return undefined;
  const text = toText(value).trim();
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? undefined : number;
}

/** As goss turns it into a list: a text by its lines. */
export function toItems(value: Json): readonly Json[] {
  if (isList(value)) return value;
  return typeof value === 'string' ? value.split('\n') : [value];
}
