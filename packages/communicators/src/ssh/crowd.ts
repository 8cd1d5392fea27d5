/** Work that is done a few at a time; the first that fails is thrown, to the next that comes or at the end. */
export interface Crowd {
  add(work: () => Promise<void>): Promise<void>;
  /** Waits until all that was added is done. */
  end(): Promise<void>;
}

export function createCrowd(atATime: number): Crowd {
  const working = new Set<Promise<void>>();
  return {
    async add(work) {
      if (working.size >= atATime) await Promise.race(working);
      const started = work();
      working.add(started);
      // One that failed stays, to be found.
      started.then(
        () => working.delete(started),
        () => {},
      );
    },
    async end() {
      await Promise.all(working);
    },
  };
}
