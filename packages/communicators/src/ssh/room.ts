/** Lets so many in at a time as there is room for; how many that is may show only when somebody is turned away. */
export interface Room {
  /** How many are inside. */
  readonly size: () => number;
  /** Waits for a place. */
  enter(signal: AbortSignal): Promise<Place>;
}

export interface Place {
  leave(): void;
  /** Leaves because there was no room after all. True when nobody else was inside, so that waiting does not help. */
  turnedAway(): boolean;
}

export function createRoom(places = Number.POSITIVE_INFINITY): Room {
  let size = 0;
  let capacity = places;
  const queue = new Set<() => void>();
  const leave = () => {
    size--;
    const [next] = queue;
    if (next && size < capacity) next();
  };
  const createPlace = (): Place => {
    size++;
    let isInside = true;
    return {
      leave() {
        if (isInside) leave();
        isInside = false;
      },
      turnedAway() {
        const wasAlone = size === 1;
        capacity = Math.max(1, size - 1);
        this.leave();
        return wasAlone;
      },
    };
  };
  return {
    size: () => size,
    async enter(signal) {
      signal.throwIfAborted();
      if (size < capacity) return createPlace();
      return new Promise<Place>((resolve, reject) => {
        const stop = () => {
          queue.delete(next);
          signal.removeEventListener('abort', cancel);
        };
        const next = () => {
          stop();
          resolve(createPlace());
        };
        const cancel = () => {
          stop();
          reject(signal.reason);
        };
        queue.add(next);
        signal.addEventListener('abort', cancel, { once: true });
      });
    },
  };
}
