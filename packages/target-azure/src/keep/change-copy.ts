import type { AzureContext } from '../publish/context';
import type { FoundVersion } from '../publish/found-version';
import { getCopyTag, readOwnRegions, writeOwnRegions } from '../publish/own-regions';
import type { Tags } from '../publish/tags';
import { foldRegion } from '../publish/wish';
import { type Rewriting, rewriteVersion } from './rewrite-version';
import type { Remainder, VersionTarget } from './version-place';

/** A copy of a version in a region. */
export interface CopyTarget extends VersionTarget {
  readonly region: string;
}

/** Notes in the tags of a version that its copy in a region is to be removed. Machines go on to start from it until then. */
export function quarantineCopy(context: AzureContext, target: CopyTarget): Promise<Remainder> {
  const date = new Date(context.clock.now()).toISOString();
  return rewrite(context, target, ({ tags }, mark) => ({ tags: { ...tags, [mark]: date } }));
}

/** Takes that back. */
export function restoreCopy(context: AzureContext, target: CopyTarget): Promise<Remainder> {
  return rewrite(context, target, ({ tags }, mark) => ({ tags: omit(tags, mark) }));
}

/** Takes a version out of a region. */
export function removeCopy(context: AzureContext, target: CopyTarget): Promise<Remainder> {
  const { region } = target;
  return rewrite(context, target, ({ tags, raw }, mark) => {
    const own = readOwnRegions(tags) ?? [];
    return {
      tags: writeOwnRegions(
        omit(tags, mark),
        own.filter((each) => each !== region),
      ),
      regions: (raw.publishingProfile?.targetRegions ?? []).filter(({ name }) => foldRegion(name) !== region),
    };
  });
}

type Change = (found: FoundVersion, mark: string) => Omit<Rewriting, 'isExcludedFromLatest'>;

function rewrite(context: AzureContext, target: CopyTarget, change: Change): Promise<Remainder> {
  const mark = getCopyTag(target.region);
  return rewriteVersion(context, target, {
    mark,
    change: (found) => ({
      ...change(found, mark),
      isExcludedFromLatest: found.isExcludedFromLatest,
    }),
  });
}

function omit(tags: Tags, name: string): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([each]) => each !== name));
}
