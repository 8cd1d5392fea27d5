/** For how long images of a destination stay. A rule that is given keeps what it speaks of; what none of them keeps may go. */
export interface KeepRules {
  /** So many of the newest of each image in each place. */
  readonly newest: number | undefined;
  /** Milliseconds: those that were made later than so long ago. */
  readonly youngerThan: number | undefined;
  /** Milliseconds from putting an image aside to removing it. */
  readonly quarantine: number;
}

/** An image that Strata published, where it is now. */
export interface KeptImage {
  /** A part of the destination that has images of its own: a region. */
  readonly place: string;
  /** By which the place knows it. */
  readonly id: string;
  /** By which people know it there. */
  readonly name: string;
  /** Name of what it is a version of: of its project. */
  readonly image: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** No machine is started from a `disabled` one. */
  readonly state: 'available' | 'pending' | 'disabled' | 'failed';
  /** Milliseconds since the epoch: when Strata put it aside, by what it noted there. */
  readonly quarantined: number | undefined;
  /** Why it may not be put aside or removed whatever the rules say, as people are told it; undefined when it may. */
  readonly held: string | undefined;
}

/** What is done with an image. `wait` is for one that is put aside, and not yet for long enough. */
export type KeepAct = 'keep' | 'quarantine' | 'wait' | 'restore' | 'remove';

export interface KeepDecision {
  readonly image: KeptImage;
  readonly act: KeepAct;
  /** Behind a colon: `the channel /images/web/stable holds it`. */
  readonly reason: string;
}
