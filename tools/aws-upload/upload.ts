import type { OpenedFake } from '../../packages/target-aws/src/testing/open-fake';

/** A disk that is uploaded, and the cloud that takes it. */
export interface Upload {
  readonly cloud: OpenedFake;
  readonly region: string;
  /** Absolute. */
  readonly path: string;
  /** Ends what takes too long. */
  readonly signal: AbortSignal;
}

/** Somebody who uploads disks. */
export interface Uploader {
  readonly name: string;
  upload(request: Upload): Promise<void>;
}
