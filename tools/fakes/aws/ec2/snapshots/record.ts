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
  /** Whether it is a copy: those have a quota of their own while they are pending. */
  readonly copied?: boolean;
  state: 'pending' | 'completed' | 'error';
  stateMessage?: string;
  /** Until it is over, what is pending stays so. */
  pending: Countdown;
  /** Why it will end in error. */
  readonly failure?: string;
  readonly blocks: BlockMap;
  /** Of one that is written by EBS direct and not complete. */
  upload?: SnapshotUpload;
  /** Accounts that may make volumes of it; `all` is everybody. */
  sharedWith: ReadonlySet<string>;
}

/** A snapshot that waits for its blocks. */
export interface SnapshotUpload {
  readonly parentId?: string;
  readonly timeoutMilliseconds: number;
  /** When the last block came. */
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
