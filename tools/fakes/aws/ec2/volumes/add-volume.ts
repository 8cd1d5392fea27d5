import { createBlockMap } from '../../blocks/block-map';
import type { Cloud } from '../../state/cloud';
import { over } from '../../state/countdown';
import { createId } from '../../state/ids';
import type { Region } from '../../state/region';
import type { Tags } from '../../state/resource';
import type { VolumeRecord } from '../compute/records';
import type { SnapshotRecord } from '../snapshots/record';

/** A volume that can be. */
export interface PlannedVolume {
  readonly sizeGib: number;
  readonly volumeType: string;
  readonly iops?: number;
  readonly throughput?: number;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  readonly snapshot: SnapshotRecord | undefined;
}

/** Where a volume is, whose, and how it is tagged. */
export interface VolumePlace {
  readonly owner: string;
  readonly zone: string;
  readonly tags: Tags;
  /** Whether it is made with its instance, and so is there when that is. */
  readonly isAtOnce?: boolean;
}

/** Makes a volume over its snapshot: nothing of it is copied. */
export function addVolume(
  cloud: Cloud,
  region: Region,
  { snapshot, ...planned }: PlannedVolume,
  { owner, zone, tags, isAtOnce = false }: VolumePlace,
): VolumeRecord {
  return region.compute.volumes.add({
    ...planned,
    ...{ owner, zone, tags },
    id: createId('vol'),
    created: cloud.clock.now(),
    appears: isAtOnce ? over : cloud.startAppearing(),
    pending: isAtOnce ? over : cloud.startPending(),
    ...(snapshot && { snapshotId: snapshot.id }),
    blocks: createBlockMap(snapshot?.blocks),
  });
}

/** Whether an account may have so many volumes more. */
export function hasRoomFor(region: Region, owner: string, count: number): boolean {
  const { volumes, limits } = region.compute;
  return volumes.all().filter((volume) => volume.owner === owner).length + count <= limits.volumes;
}
