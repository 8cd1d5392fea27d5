import type { Branch } from './branches';
import type { Ticker } from './ticker';

/** A way to show what is under way. */
export interface Display {
  /** Milliseconds between two calls of `show`. */
  readonly interval: number;
  show(branches: readonly Branch[], now: number): void;
  /** Writes lasting text. */
  print(text: string, branches: readonly Branch[], now: number): void;
}

/** Where progress is shown. */
export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** Columns; asked for with every line. */
  readonly width: number;
  readonly color: boolean;
  /** Draw in place, as only a terminal can. */
  readonly live: boolean;
  /** @default this machine's */
  readonly ticker?: Ticker | undefined;
}
