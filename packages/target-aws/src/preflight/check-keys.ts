import { problem } from '../codes';
import { bad, type Finding, good } from './finding';

/** Whether keys of KMS are of the regions that they are named for. Ids and aliases are looked for there by AWS itself. */
export function checkKeys(keys: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  return Object.entries(keys).flatMap(([region, key]) => {
    const [, own] = /^arn:[\w-]+:kms:([\w-]+):/.exec(key ?? '') ?? [];
    if (own === undefined) return [];
    const checked = `key for ${region}`;
    if (own === region) return [good(checked)];
    const detail = `The key for ${region} is ${key}, a key of ${own}: keys hold for one region.`;
    return [bad(checked, problem('AWS018', { detail, hint: `Name a key of ${region}.` }))];
  });
}
