import type { Filter } from '@aws-sdk/client-ec2';
import type { RemoveContext } from '@strata/sdk';
import { BUILD_TAG, PART_TAG } from '../machine/tags';
import type { Reach } from './reach';

/** After this, in milliseconds, what was made just now is visible to a second look. */
const SECOND_LOOK = 3_000;

/** What carries the tag of a build. */
export function byBuild({ build }: Pick<Reach, 'build'>, part?: string): Filter[] {
  return [
    { Name: `tag:${BUILD_TAG}`, Values: [build] },
    ...(part === undefined ? [] : [{ Name: `tag:${PART_TAG}`, Values: [part] }]),
  ];
}

/**
 * What a build has made of a kind. Nothing is believed only when AWS says so twice: what was made a moment ago may not be
 * visible yet, and would stay for ever.
 */
export async function findMade<T>(
  { ports, signal }: RemoveContext,
  look: () => Promise<readonly T[] | undefined>,
): Promise<readonly T[]> {
  const first = (await look()) ?? [];
  if (first.length > 0) return first;
  await ports.clock.sleep(SECOND_LOOK, signal);
  return (await look()) ?? [];
}
