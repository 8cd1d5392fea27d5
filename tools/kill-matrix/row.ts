import type { Stand } from './stand';

/** A kind of build that is killed at each of its events: a line of the matrix. */
export interface Row {
  /** The builder's type, and what is special about its builds. */
  readonly name: string;
  /** Which of the events are killed at: each so many-th. @default 1 */
  readonly every?: number;
  /** Kinds of events that are killed at each time they come, whatever `every` says. */
  readonly always?: readonly string[];
  /** Makes what its builds need (a server, an image), once for all of them. */
  open(): Promise<Bed>;
}

export interface Bed {
  /** The template, which finds an empty folder for each build in the variable `folder`. */
  readonly template: string;
  /** Names of files, from the build's folder, that a build leaves for people: its artifacts. */
  readonly artifacts: readonly string[];
  /** Puts things into a stand that an earlier build left there. */
  prepare?(stand: Stand): void;
  /** What is there outside the machine's processes and files that only such builds make; as text for people. */
  findOutside(): Promise<readonly string[]>;
  close(): Promise<void>;
}
