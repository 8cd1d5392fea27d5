import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports';

export function createClock(): Clock {
  return { now: () => Date.now(), sleep };
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    // Node throws an AbortError of its own; callers want the reason that was given.
    signal.throwIfAborted();
    throw error;
  }
}
