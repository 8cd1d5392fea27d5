/** Milliseconds in which a second signal is the echo of the first: npm and Nx pass on what the terminal sent to all. */
const ECHO = 1000;

export const givenUp =
  'Ended at once, without tidying up. What was made outside is in the ledger: strata sweep removes it.';

export interface Interrupt {
  readonly cancel: AbortController;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Ends the process, whatever it is at. */
  giveUp(): void;
}

/**
 * What a signal does: the first one cancels, so that the run tidies up and ends; a later one of a user who does not want to
 * wait for that ends it at once, as with Terraform and Docker. One that comes in the same moment counts once.
 *
 * @returns handler for every signal
 */
export function createInterrupt({ cancel, now, giveUp }: Interrupt): (signal: string) => void {
  let first: number | undefined;
  return (signal) => {
    if (first === undefined) {
      first = now();
      cancel.abort(new Error(signal));
    } else if (now() - first >= ECHO) giveUp();
  };
}
