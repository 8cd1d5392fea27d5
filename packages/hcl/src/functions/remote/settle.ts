import type { RemoteValues } from './remote-values';

/**
 * Evaluates, and again as long as the last time asked for values of other machines that were not there yet. What the
 * earlier times gave, problems included, is dropped: they knew less.
 */
export async function settle<T>(remote: RemoteValues | undefined, evaluate: () => T): Promise<T> {
  for (;;) {
    const result = evaluate();
    if (!(await remote?.fetch())) return result;
  }
}
