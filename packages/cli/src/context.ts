import type { Ports } from '@strata/sdk';

/** What a command may touch: handed in by the executable, or by Nx's executors and tests. */
export interface CliContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly out: Terminal;
  readonly err: Terminal;
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
