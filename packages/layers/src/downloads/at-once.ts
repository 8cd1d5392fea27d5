/** Requests under way at a time: enough to hide the distance of a mirror, few enough to be welcome there. */
const usualWidth = 8;

/** Runs work for each item, a few at a time. After a failure nothing new is begun, and the failure is thrown. */
export async function forEachAtOnce<T>(
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
  width = usualWidth,
): Promise<void> {
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
  };
  const results = await Promise.allSettled(
    Array.from({ length: width }, () =>
      work().catch((error: unknown) => {
        queue.length = 0;
        throw error;
      }),
    ),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
