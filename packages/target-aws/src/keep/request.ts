import type { KeepRules } from '@strata/sdk/keep';
import type { AwsDestination } from '../publish/settings';
import type { KeepLog } from './keep-log';

/** What of a destination is looked after, and by what. */
export interface AwsKeepRequest {
  readonly destination: AwsDestination;
  readonly rules: KeepRules;
  /** Names of images, as their publications were called; all others are left alone. */
  readonly images: ReadonlySet<string>;
  /** What the workspace says its images were published as, by region and id: `eu-west-1 ami-0a1b`. */
  readonly published: ReadonlySet<string>;
  /** Names of all parameters by which the workspace's images are found, in which `{image}` stands for any image. */
  readonly channels: readonly string[];
  readonly log: KeepLog;
}
