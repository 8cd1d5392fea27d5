import type { ImageFacts, StartActivity } from '@strata/sdk';

/** A built image that is to be written for other tools. */
export interface WriteRequest {
  readonly image: Pick<ImageFacts, 'layers' | 'config'>;
  /** Absolute; what was there is replaced when the new image is whole. */
  readonly output: string;
  /** Reference that the image is known by where it is loaded: `golden:latest`. */
  readonly name: string;
  /** @default this machine's */
  readonly architecture?: string;
  /** One layer instead of the stack, for places that stumble over removed files (a container's storage inside an image). */
  readonly squash?: boolean;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}
