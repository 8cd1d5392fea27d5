import type { Diagnostic } from '@strata/diagnostics';

/**
 * An image on its way to a place that images are published to. What is made is the publication's own until it is handed over,
 * and nobody sees it who did not see it before until it is revealed. Whoever has it is alone with the image at that place.
 */
export interface Delivery<P> extends AsyncDisposable {
  /**
   * Brings all of it there.
   *
   * @returns what it is there
   * @throws Failure with what went wrong; what was done is not done again
   */
  send(): Promise<P>;
  /**
   * Lets it be seen by its names. What they meant before is written down first, unless the image was handed over: then there
   * is no way back. Done twice, it does nothing the second time.
   */
  reveal(): Promise<void>;
  /** Has names mean what they meant before, though the run was interrupted. @returns what could not be put back */
  conceal(): Promise<readonly Diagnostic[]>;
  /** Conceals it, and removes what was made. What was there before stays. @returns what could not be removed */
  discard(): Promise<readonly Diagnostic[]>;
  /** What is there belongs to the place from now on: all of it, or nothing when the process is killed meanwhile. */
  handOver(): Promise<void>;
  /** Does what is done when it belongs to the place: before, it could be removed again. */
  finish(): Promise<void>;
}

/**
 * Publishes an image that is no part of a set: what got there stays, and a second run does what is missing.
 *
 * @returns what it was published as
 */
export async function publishAlone<P>(opened: Delivery<P>, signal: AbortSignal): Promise<P> {
  await using delivery = opened;
  const keep = async () => {
    await delivery.handOver();
    await delivery.finish();
  };
  let published: P;
  try {
    published = await delivery.send();
  } catch (error) {
    // Who ends it wants nothing of it, or goes on later.
    if (!signal.aborted) await keep();
    throw error;
  }
  await keep();
  await delivery.reveal();
  return published;
}
