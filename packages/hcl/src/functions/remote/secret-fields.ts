import { convert } from '../../convert/convert';
import { Type } from '../../types/type';
import { JsonProblem, readJson } from '../../values/json-read';
import type { Value } from '../../values/value';
import { fail } from '../failure';

/** The keys and values of a secret that is a JSON object; undefined when the text is anything else. */
export function fieldsOf(text: string): ReadonlyMap<string, Value> | undefined {
  const value = jsonValue(text);
  return value && 'entries' in value ? value.entries : undefined;
}

function jsonValue(text: string): Value | undefined {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return undefined;
    throw error;
  }
}

/** One value of a secret as text. No message of these says anything of the values. */
export function fieldOf(fields: ReadonlyMap<string, Value>, key: string, secret: string): string {
  const value = fields.get(key);
  if (value === undefined) return fail(`${secret} has no key "${key}"; it has ${listed([...fields.keys()])}`);
  const text = convert(value, Type.string).value;
  if (text?.kind !== 'string')
    return fail(`the value of key "${key}" of ${secret} is of type ${value.type.kind}, not a text`);
  return text.string;
}

export function listed(keys: readonly string[]): string {
  return keys.length === 0 ? 'none' : keys.map((key) => `"${key}"`).join(', ');
}
