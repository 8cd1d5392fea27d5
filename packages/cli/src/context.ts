import type { Workspace } from '@strata/engine';
import type { Ports } from '@strata/sdk';

/** What a command may touch: handed in by the executable, or by Nx's executors and tests. */
export interface CliContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly out: Terminal;
  readonly err: Terminal;
  /** How projects are found, when the caller knows better than a look at the folders: Nx has its graph. */
  readonly workspace?: Workspace;
}

/** One of the two output streams. */
export interface Terminal {
  readonly isTerminal: boolean;
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
  write(text: string): void;
}

/** Exit codes, as Packer's. */
export const EXIT = { success: 0, failure: 1, usage: 1, cancelled: 130 } as const;
