/** Counts the channels that are open, so that whoever finds no room waits for one to close. */
export interface Room {
  readonly size: () => number;
  enter(ending: Promise<unknown>): void;
  /** False when nobody is inside, so that there is nothing to wait for. */
  waitForOther(signal: AbortSignal): Promise<boolean>;
}

export function createRoom(): Room {
  const inside = new Set<Promise<unknown>>();
  const waiting = new Set<() => void>();
  return {
    size: () => inside.size,
    enter(ending) {
      inside.add(ending);
      ending.then(() => {
        inside.delete(ending);
        for (const wake of [...waiting]) wake();
      });
    },
    async waitForOther(signal) {
      signal.throwIfAborted();
      if (inside.size === 0) return false;
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', cancel);
        };
        const wake = () => {
          leave();
          resolve();
        };
        const cancel = () => {
          leave();
          reject(signal.reason);
        };
        waiting.add(wake);
        signal.addEventListener('abort', cancel, { once: true });
      });
      return true;
    },
  };
}
