import type { Communicator, Ports } from '@strata/sdk';

/** What stands behind the door: the machine that is being built. */
export interface Machine {
  readonly communicator: Communicator;
  readonly ports: Pick<Ports, 'files'>;
  /** An absolute folder of this machine for what passes through. */
  readonly folder: string;
  /** Ends everything that is under way. */
  readonly signal: AbortSignal;
}

/** What went wrong, in one line, for a client on the other side of a protocol. */
export function getReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}
