/** A number of bytes that grows until it is finished or has failed; many may wait for it. */
export interface Growth {
  readonly size: number;
  readonly finished: boolean;
  add(bytes: number): void;
  /** Tells of the bytes that are here, and then of all that come. */
  watch(listen: (bytes: number) => void): void;
  finish(error?: unknown): void;
  /** Resolves when there is more than `size` or the end has come; rejects when it failed. */
  beyond(size: number): Promise<void>;
}

/** Starts at `size` bytes. */
export function createGrowth(): Growth {
  let size = 0;
  let end: { readonly error?: unknown } | undefined;
  let waiting: (() => void)[] = [];
  const listeners: ((bytes: number) => void)[] = [];
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    get size() {
      return size;
    },
    get finished() {
      return end !== undefined;
    },
    add(bytes) {
      size += bytes;
      for (const listen of listeners) listen(bytes);
      wake();
    },
    watch(listen) {
      if (size > 0) listen(size);
      listeners.push(listen);
    },
    finish(error) {
      end ??= { error };
      wake();
    },
    async beyond(known) {
      while (size <= known && end === undefined) await new Promise<void>((resolve) => waiting.push(resolve));
      if (end?.error !== undefined) throw end.error;
    },
  };
}
