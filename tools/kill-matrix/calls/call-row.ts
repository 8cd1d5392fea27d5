import type { Ended } from '../kill-at';
import type { KilledCloud } from './killed-cloud';

/** Work in a cloud that is killed at each of its calls. */
export interface CallRow {
  readonly name: string;
  /** True when it is killed only where it changes something. @default false */
  readonly isChangesAlone?: boolean;
  /** Makes what all its cases begin with: a workspace with a built image. */
  open(): Promise<CallBed>;
}

export interface CallBed extends AsyncDisposable {
  /** A cloud with things of others in it, and a workspace whose processes ask it. Called while others are under way. */
  openCase(): Promise<CallCase>;
}

/** What is done once: the work, killed or not, and what comes after it. */
export interface CallCase extends AsyncDisposable {
  readonly cloud: KilledCloud;
  /** Does the work. @param watch is told how to kill the process, and gives what ends that */
  work(watch?: (kill: () => void) => () => void): Promise<Ended>;
  /** `strata sweep`, in a process of its own. */
  sweep(): Promise<Ended>;
  /** True for what may stay by the work's own rules, as it was handed over before the kill. @param id as of `describe` */
  mayStay(id: string): boolean | Promise<boolean>;
  /** Does the work once more, and tells what is wrong then. @default there is nothing to go on with */
  again?(): Promise<readonly string[]>;
}
