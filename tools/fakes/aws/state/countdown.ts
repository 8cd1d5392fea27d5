import type { Clock } from './clock';

/** How long something takes: until it was looked at so often and that much time has passed. */
export interface Delay {
  /** Looks that still see it unfinished. @default 0 */
  readonly looks?: number;
  /** Of the cloud's clock. @default 0 */
  readonly milliseconds?: number;
}

/** Something that is not yet so. */
export interface Countdown {
  /** Whether it is over, without a look. */
  isOver(): boolean;
  /** Looks: whether it was over already, and one look less to go. */
  look(): boolean;
}

/** Begins now. */
export function createCountdown({ looks = 0, milliseconds = 0 }: Delay, clock: Clock): Countdown {
  const end = clock.now().getTime() + milliseconds;
  let left = looks;
  const isOver = () => left <= 0 && clock.now().getTime() >= end;
  return {
    isOver,
    look() {
      const over = isOver();
      left -= 1;
      return over;
    },
  };
}

/** What was always there. */
export const over: Countdown = { isOver: () => true, look: () => true };
