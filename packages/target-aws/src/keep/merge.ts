/**
 * Gives what several sources give, as it comes. When one fails, or nobody wants more, the others end what they are about
 * before that is told.
 */
export async function* merge<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const ask = (source: AsyncGenerator<T>) => source.next().then((result) => ({ source, result }));
  const asked = new Map(sources.map((source) => [source, ask(source)]));
  try {
    while (asked.size > 0) {
      const { source, result } = await Promise.race(asked.values());
      // To the end of the queue: of several that are ready, the first one is taken.
      asked.delete(source);
      if (result.done) continue;
      asked.set(source, ask(source));
      yield result.value;
    }
  } finally {
    await Promise.allSettled(asked.values());
    await Promise.allSettled(sources.map((source) => source.return(undefined)));
  }
}
