/** Twice the threads that Node compresses on, so that none waits for its next piece. */
const atATime = 8;

/** Works on several pieces at a time and gives the results in the order of the pieces. */
export async function* mapInOrder<T, R>(
  pieces: AsyncIterable<T>,
  work: (piece: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for await (const piece of pieces) {
    const result = work(piece);
    // Who reads is told when its turn comes, which may be after it has failed.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= atATime) yield await (running.shift() as Promise<R>);
  }
  for (const result of running) yield await result;
}
