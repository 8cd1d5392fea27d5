import { Failure, suggest } from '@strata/diagnostics';
import { problem } from '../../codes';

/**
 * The value of a secret that `key` names. A secret that is no object in JSON is its own value; without a key the first value
 * counts, as in Packer.
 *
 * @throws Failure when the object has no such key; values are not shown
 */
export function chooseValue(text: string, name: string, key?: string): string {
  const values = parseObject(text);
  if (!values) return text;
  if (!key) return toText(Object.values(values)[0]);
  if (Object.hasOwn(values, key)) return toText(values[key]);
  const keys = Object.keys(values);
  const near = suggest(key, keys);
  const list = keys.length === 0 ? 'none' : keys.map((each) => `"${each}"`).join(', ');
  throw new Failure(
    problem('AWS036', {
      detail: `The secret "${name}" has no key "${key}"; its keys are ${list}.`,
      ...(near !== undefined && { hint: `Did you mean "${near}"?` }),
    }),
  );
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function toText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
