import type { KeepDecision } from '@strata/sdk/keep';
import type { FoundVersion } from '../publish/found-version';
import type { ShelvedDisk } from './disk-shelf';

/** What becomes of a version, of a copy of one in a region that was given up, or of a disk in the account. */
export type AzureDecision = KeepDecision & { readonly subject: KeepSubject };

export type KeepSubject =
  | { readonly kind: 'version'; readonly found: FoundVersion; readonly definition: string }
  | {
      readonly kind: 'copy';
      readonly found: FoundVersion;
      readonly definition: string;
      readonly region: string;
    }
  | { readonly kind: 'disk'; readonly disk: ShelvedDisk };

/** All that is decided about a destination. */
export interface AzureDecisions {
  readonly versions: readonly AzureDecision[];
  /** Of disks, and of copies in regions that were given up. */
  readonly parts: readonly AzureDecision[];
}
