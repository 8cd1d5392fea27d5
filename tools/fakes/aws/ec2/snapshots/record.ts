import type { BlockMap } from '../../blocks/block-map';
import { refuse } from '../../refusal';
import type { Countdown } from '../../state/countdown';
import type { Resource, ResourceKind } from '../../state/resource';

export interface SnapshotRecord extends Resource {
  readonly sizeGib: number;
  readonly description: string;
  readonly volumeId: string;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  state: 'pending' | 'completed' | 'error';
  stateMessage?: string;
  /** Until it is over, what was sealed is pending. */
  pending: Countdown;
  blocks: BlockMap;
  /** Of one that is written by EBS direct and not complete: its parent, and until when the next block has to come. */
  upload?: SnapshotUpload;
  /** Accounts that may make volumes of it; `all` is everybody. */
  readonly sharedWith: Set<string>;
}

export interface SnapshotUpload {
  readonly parentId?: string;
  readonly timeoutMinutes: number;
  lastWrite: Date;
}

export const snapshotKind: ResourceKind = {
  type: 'snapshot',
  prefix: 'snap',
  malformed: (id) =>
    refuse(
      'InvalidParameterValue',
      `Value (${id}) for parameter snapshotId is invalid. Expected: 'snap-...'.`,
    ),
  notFound: ([id]) => refuse('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`),
};
