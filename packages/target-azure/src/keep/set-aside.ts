import type { AzureContext } from '../publish/context';
import { tagNames } from '../publish/tags';
import { rewriteVersion } from './rewrite-version';
import type { Remainder, VersionTarget } from './version-place';

const mark = tagNames.quarantined;

/**
 * Puts a version aside: who asks for the latest does not get it any more, and the day is noted in the same request. Machines
 * that name it by its number start all the same, which is seen before it is removed.
 */
export function quarantineVersion(context: AzureContext, target: VersionTarget): Promise<Remainder> {
  const date = new Date(context.clock.now()).toISOString();
  const change = ({ tags }: VersionTarget['decided']) => ({
    tags: { ...tags, [mark]: date },
    isExcludedFromLatest: true,
  });
  return rewriteVersion(context, target, { mark, change });
}

/** Makes a version that was put aside be as its destination has its versions. */
export function restoreVersion(context: AzureContext, target: VersionTarget): Promise<Remainder> {
  const change = ({ tags: { [mark]: _, ...tags } }: VersionTarget['decided']) => ({
    tags,
    isExcludedFromLatest: target.destination.isExcludedFromLatest,
  });
  return rewriteVersion(context, target, { mark, change });
}
