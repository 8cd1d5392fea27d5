import { problem } from '../codes';
import { bad, type Finding, good, unknown } from './finding';

/**
 * Whether keys of KMS are of the regions that they are named for. Ids and aliases are looked for there by AWS itself; what
 * state a key is in only KMS knows, which is not asked.
 */
export function checkKeys(keys: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  return Object.entries(keys).flatMap(([region, key]) => {
    if (key === undefined || key === '') return [];
    const [, own] = /^arn:[\w-]+:kms:([\w-]+):/.exec(key) ?? [];
    const checked = `key for ${region}`;
    const state = unknown(
      `state of the ${checked}`,
      `only KMS knows it: aws kms describe-key --region ${region} --key-id ${key}`,
    );
    if (own === undefined) return [state];
    if (own === region) return [good(checked), state];
    const detail = `The key for ${region} is ${key}, a key of ${own}: keys hold for one region.`;
    return [bad(checked, problem('AWS018', { detail, hint: `Name a key of ${region}.` }))];
  });
}
