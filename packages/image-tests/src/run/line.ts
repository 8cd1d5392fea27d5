import type { Clock, Communicator } from '@strata/sdk';

/** The line to a guest, and how it is used. */
export interface Line {
  readonly communicator: Communicator;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whoever is logged in becomes root by `sudo -n`. */
  readonly sudo: boolean;
}

/** A command of the guest with the rights that tests have. */
export function withRights({ sudo }: Pick<Line, 'sudo'>, command: string): string {
  return sudo ? `sudo -n ${command}` : command;
}
