import type { Activity } from '../reporter';

/** Lets bytes pass and reports how many have. The activity ends with them, also when they break off. */
export async function* countBytes<T extends Uint8Array | string>(
  bytes: AsyncIterable<T>,
  activity: Activity,
): AsyncGenerator<T> {
  using _ = activity;
  for await (const piece of bytes) {
    yield piece;
    activity.add(piece.length);
  }
}
