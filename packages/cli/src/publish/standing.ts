import type { Published } from '@strata/engine';
import type { Ports, SecretFilter } from '@strata/sdk';

/** What has become of something that was published. */
export interface Standing {
  /** Reference of what its name means now; undefined when it means nothing any more. */
  readonly now: string | undefined;
  /** Whether what was published can still be had by its reference. */
  readonly isThere: boolean;
}

/** What asking a place uses of the run that it is part of. */
export interface StandingContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** What is learnt of passwords goes in here. */
  readonly secrets: Pick<SecretFilter, 'register'>;
  /** Root of the workspace, absolute. */
  readonly root: string;
}

/**
 * Who knows what became of images that were published to one kind of place: a file beside that kind's destinations, and a
 * line in the table of `verify-published.ts`.
 */
export interface StandingSource {
  /** Whether a line of `dist/<build>.published.json` is of this kind. */
  fits(published: Published): boolean;
  /**
   * Asks the place. Changes nothing there.
   *
   * @throws Failure when the place cannot be asked
   */
  ask(context: StandingContext, published: Published): Promise<Standing>;
}
