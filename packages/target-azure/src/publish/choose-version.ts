import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { compareVersions } from './found-version';
import type { VersionRule } from './settings';

/** Version names that are there, of any content, also those that were refused for being taken. */
export interface TakenVersions {
  readonly definition: string;
  readonly names: readonly string[];
}

/**
 * The name of a version that is to be made.
 *
 * @param now milliseconds since the epoch
 * @throws Failure AZU081 when the one that is wanted has other content already
 */
export function chooseVersion(rule: VersionRule, { definition, names }: TakenVersions, now: number): string {
  if (rule.kind === 'exact') {
    if (!names.includes(rule.version)) return rule.version;
    throw taken(definition, rule.version, names);
  }
  const [major, minor] = rule.kind === 'next' ? [rule.major, rule.minor] : getDay(now);
  const start = `${major}.${minor}.`;
  const counts = names
    .filter((name) => name.startsWith(start))
    .map((name) => Number(name.slice(start.length)));
  return `${start}${Math.max(-1, ...counts) + 1}`;
}

/** Later days are later versions, and each number is one of 32 bits: 2026 and 1122 for the 22nd of November. */
function getDay(now: number): readonly [number, number] {
  const date = new Date(now);
  return [date.getUTCFullYear(), (date.getUTCMonth() + 1) * 100 + date.getUTCDate()];
}

function taken(definition: string, version: string, names: readonly string[]): Failure {
  const latest = [...names].sort(compareVersions).at(-1);
  return new Failure(
    problem('AZU081', {
      detail: `The version ${version} of ${definition} is in the gallery with other content, and a version never changes; the latest is ${latest}.`,
      hint: 'Give another "version" in destinations.json; without the last of its numbers the next free one is taken.',
    }),
  );
}
