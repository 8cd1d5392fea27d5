/** A piece of work that ends soon when its signal says so. */
export type Work<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs two works side by side. When one fails the other is broken off and waited for, so that nothing of it goes on in
 * what is cleaned up; what failed first is thrown. The second may wait for the first where it has to.
 */
export async function runTogether<A, B>(
  first: Work<A>,
  second: (signal: AbortSignal, first: Promise<A>) => Promise<B>,
  outer?: AbortSignal,
): Promise<readonly [A, B]> {
  const stop = new AbortController();
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  const failures: unknown[] = [];
  const run = async <T>(work: Work<T>): Promise<T> => {
    try {
      return await work(signal);
    } catch (error) {
      failures.push(error);
      stop.abort();
      throw error;
    }
  };
  const begun = run(first);
  const [one, other] = await Promise.allSettled([begun, run((own) => second(own, begun))]);
  if (one.status === 'fulfilled' && other.status === 'fulfilled') return [one.value, other.value];
  throw failures[0];
}
