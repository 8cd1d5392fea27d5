import type { KeepRules } from '@strata/sdk/keep';
import type { AzureDestination } from '../publish/settings';
import type { DiskShelf } from './disk-shelf';
import type { KeepLog } from './keep-log';

/** What of a destination is looked after, and by what. */
export interface AzureKeepRequest {
  readonly destination: AzureDestination;
  readonly rules: KeepRules;
  /** Names of images, as their publications were called; all others are left alone. */
  readonly images: ReadonlySet<string>;
  /** Ids of the versions, in small letters, that the workspace says its images were published as. */
  readonly published: ReadonlySet<string>;
  readonly log: KeepLog;
  /** Where its disks are; undefined for a destination that keeps none. */
  readonly shelf: DiskShelf | undefined;
}
