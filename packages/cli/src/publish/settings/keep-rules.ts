import type { KeepRules } from '@strata/sdk/keep';
import { readDuration } from './duration';
import { readCount, readObject } from './readers';
import type { SettingReader } from './setting-reader';

const readers = { newest: readCount(1), for: readDuration, quarantine: readDuration };

const day = 86_400_000;
/** Long enough for who misses an image to say so, after a holiday too. */
const usualQuarantine = 14 * day;

/** For how long images stay: `{ "newest": 5, "for": "90d", "quarantine": "14d" }`. */
export const readKeepRules: SettingReader<KeepRules> = (node, told) => {
  const settings = readObject(readers)(node, told);
  if (!settings) return undefined;
  const { newest, for: youngerThan, quarantine = usualQuarantine } = settings;
  const isEmpty = node.kind === 'object' && !node.members.some(({ name }) => name.string !== 'quarantine');
  if (isEmpty)
    return told(
      node,
      'says nothing that keeps an image.',
      'Say how many stay, "newest": 5, or for how long, "for": "90d"; with both, an image goes when neither keeps it.',
    );
  if (quarantine === 0)
    return told(node, 'has no quarantine: images are put aside for a while before they are removed.');
  return { newest, youngerThan, quarantine };
};
