import type { Diagnostic } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import type { Ports, SecretFilter } from '@strata/sdk';
import type { KeepAct, KeepDecision } from '@strata/sdk/keep';

/** What looking after published images uses of the run that it is part of. */
export interface KeepContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** What is learnt of passwords goes in here. */
  readonly secrets: Pick<SecretFilter, 'register'>;
  /** Folder in which it is written down what was done, absolute. */
  readonly publications: string;
}

/** The images that are looked after. All others are left alone. */
export interface KeepSubject {
  /** Names under which they are published. */
  readonly images: ReadonlySet<string>;
  /** What the workspace's images were published as last: they stay. */
  readonly published: readonly Published[];
}

/** Who looks after the images of one destination: a file beside that kind's destinations. */
export interface Keeper {
  /** Of the destination. */
  readonly name: string;
  /**
   * Holds what is there against the destination's rules. Changes nothing.
   *
   * @throws Failure when the place cannot be asked
   */
  prepare(context: KeepContext, subject: KeepSubject): Promise<Keeping>;
  /** Lets go of connections. */
  close(): void;
}

/** What looking after the images of a destination means today. */
export interface Keeping {
  /** Of every image that is looked after. */
  readonly decisions: readonly KeepDecision[];
  /** Of what images are made of and is looked after by itself: disks, copies in regions that were given up. */
  readonly parts: readonly KeepDecision[];
  /** What is left of images that are gone, and is removed too. */
  readonly leftovers: readonly KeepTarget[];
  /**
   * Does it. Looks at each place once more before, and leaves what would be decided otherwise now; what fails keeps nobody from
   * the rest. Done twice, it does nothing the second time.
   */
  apply(): AsyncIterable<KeepOutcome>;
}

/** An image, or what is left of one, where it is. */
export interface KeepTarget {
  readonly place: string;
  readonly id: string;
  readonly name: string;
}

export interface KeepOutcome extends KeepTarget {
  readonly act: KeepAct;
  /** `left` when it was not done, or not all of it, and nothing went wrong. */
  readonly state: 'done' | 'left' | 'failed';
  /** Why something is left. */
  readonly told?: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
