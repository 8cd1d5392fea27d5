import { type Countdown, createCountdown, type Delay } from '../../aws/state/countdown';
import { foldId } from '../routing/resource-id';
import { foldLocation } from './locations';
import type { Resource } from './resource';

/** How copies of one version get to its regions. */
export type Replication = ReadonlyMap<string, Countdown>;

/** What galleries do behind their resources. */
export interface GalleryState {
  /** Regions to which nothing gets: `eastus`. */
  readonly failing: Set<string>;
  /** Regions that take longer than others. */
  readonly slow: Map<string, Delay>;
  /** What was deleted from galleries that keep it for a while. */
  readonly softDeleted: SoftDeleted;
  /** Begins to copy to these regions; those that have it keep it. */
  replicate(version: Resource, regions: readonly string[]): Replication;
  findReplication(version: Resource): Replication;
}

export interface SoftDeleted {
  put(version: Resource): void;
  find(id: string): Resource | undefined;
  take(id: string): Resource | undefined;
  nestedIn(id: string): readonly Resource[];
}

/** Nothing is on its way. */
export function createGalleryState(
  usual: Delay,
  clock: { now(): Date; advance(by: number): void },
): GalleryState {
  const replications = new WeakMap<Resource, Replication>();
  const slow = new Map<string, Delay>();
  return {
    failing: new Set(),
    slow,
    softDeleted: createSoftDeleted(),
    replicate(version, regions) {
      const before = replications.get(version);
      const begin = (region: string) =>
        before?.get(region) ?? createCountdown(slow.get(region) ?? usual, clock);
      const replication = new Map(regions.map(foldLocation).map((region) => [region, begin(region)]));
      replications.set(version, replication);
      return replication;
    },
    findReplication: (version) => replications.get(version) ?? new Map(),
  };
}

function createSoftDeleted(): SoftDeleted {
  const kept = new Map<string, Resource>();
  return {
    put: (version) => void kept.set(foldId(version.id), version),
    find: (id) => kept.get(foldId(id)),
    take(id) {
      const found = kept.get(foldId(id));
      kept.delete(foldId(id));
      return found;
    },
    nestedIn: (id) =>
      [...kept].filter(([key]) => key.startsWith(`${foldId(id)}/`)).map(([, version]) => version),
  };
}
