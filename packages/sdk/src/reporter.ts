import type { RemoteExit } from './communicator';

/** How far a piece of work is that takes a while: a transfer, a wait, the installation of packages. */
export interface Progress {
  /** Tells pieces of work apart that run at a time; a second report with the same one moves it on. */
  readonly id: string;
  /** What is being done: `downloading`, `installing packages`. */
  readonly label: string;
  /** Stays 0 where nothing can be counted. */
  readonly done: number;
  /** Absent while, or where, nobody knows. */
  readonly total?: number | undefined;
  readonly unit: 'bytes' | 'items';
  /** What it is at just now: the name of a file or a package. */
  readonly item?: string | undefined;
  /** True with the last report: the work is over, well or not. */
  readonly ended?: boolean | undefined;
}

/** A piece of work that is reported while it lasts. Reports are few, however often it is moved on. */
export interface Activity extends Disposable {
  /** So much more is done. */
  add(amount: number): void;
  /** Changes what is named and leaves the rest. */
  set(change: Partial<Pick<Progress, 'label' | 'done' | 'total' | 'item'>>): void;
  /** Doing so twice is no error. */
  end(): void;
}

/** Begins to report a piece of work. */
export type StartActivity = (about: Pick<Progress, 'label' | 'unit' | 'total' | 'item'>) => Activity;

/** Where a part says what it is doing. Every line passes the secret filter before anyone sees it. */
export interface Reporter {
  /** A line of progress for people ("Installing packages"). */
  say(message: string): void;
  /** Output of a command, as it came. */
  output(stream: 'stdout' | 'stderr', data: Buffer): void;
  warn(message: string): void;
  /** A command or script of the template came to its end, well or not. Commands that a part needs for itself are not told. */
  commandEnded(exit: RemoteExit): void;
  /** Best called through `createActivities`, which sees to it that reports are few and that the last one comes. */
  progress(update: Progress): void;
}
