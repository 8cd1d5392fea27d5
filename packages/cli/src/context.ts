import type { Workspace } from '@strata/engine';
import type { Ports } from '@strata/sdk';
import type { MachineOutput } from './machine-readable';

/** What a command may touch: handed in by the executable, or by Nx's executors and tests. */
export interface CliContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly out: Terminal;
  readonly err: Terminal;
  /** How projects are found, when the caller knows better than a look at the folders: Nx has its graph. */
  readonly workspace?: Workspace;
  /** Standard input, for the commands that read it. @default nothing comes */
  readonly stdin?: StandardInput;
  /** Events for programs; there when `-machine-readable` was given, and then `out` and `err` are events too. */
  readonly machine?: MachineOutput;
  /** Notes for whoever looks for a fault. @default nowhere */
  readonly log?: (text: string) => void;
}

export interface StandardInput {
  /** Somebody types. */
  readonly isTerminal: boolean;
  /** Each line without its end, as it comes; before each, a person is shown the prompt. */
  lines(prompt: () => string): AsyncIterable<string>;
  /** All of it. */
  text(): Promise<string>;
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
export const EXIT = {
  success: 0,
  failure: 1,
  usage: 1,
  cancelled: 1,
  unformatted: 3,
  noCommand: 127,
} as const;
