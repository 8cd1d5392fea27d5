import type { FoundImage } from '../publish/found-image';
import type { AwsDestination } from '../publish/settings';

/** What something is done to. */
export interface KeepTarget {
  readonly region: string;
  readonly destination: AwsDestination;
  /** As it was seen just before. */
  readonly image: FoundImage;
}

/** What is still there, and why, for people; undefined when all is as it should be. */
export type Remainder = string | undefined;
