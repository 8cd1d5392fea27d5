/** The cloud's own time. It runs with this machine's, and tests move it on. */
export interface Clock {
  now(): Date;
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void;
}

/** A clock that shows this machine's time until it is moved. */
export function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance(milliseconds) {
      ahead += milliseconds;
    },
  };
}
