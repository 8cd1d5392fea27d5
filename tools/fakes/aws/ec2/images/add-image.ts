import { refuse } from '../../refusal';
import type { Cloud } from '../../state/cloud';
import { createId } from '../../state/ids';
import type { Region } from '../../state/region';
import type { Tags } from '../../state/resource';
import type { ImageRecord, ImageTraits } from './record';

export interface NewImage {
  readonly owner: string;
  readonly traits: ImageTraits;
  readonly tags: Tags;
  /** Whether its snapshots are being made with it. */
  readonly carriesSnapshots: boolean;
}

/** Adds a pending image. Refuses when the account has as many as it may. */
export function addImage(cloud: Cloud, region: Region, wanted: NewImage): ImageRecord {
  const own = region.images.all().filter(({ owner }) => owner === wanted.owner);
  if (own.length >= cloud.quotas.images)
    throw refuse(
      'ResourceLimitExceeded',
      `You have reached the maximum number of AMIs (${cloud.quotas.images}).`,
    );
  return region.images.add({
    ...wanted,
    id: createId('ami'),
    created: cloud.clock.now(),
    appears: cloud.startAppearing(),
    pending: cloud.startPending(),
    state: 'pending',
    launchPermissions: [],
    protection: { kind: 'disabled' },
  });
}
