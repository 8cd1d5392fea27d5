import type { Activity } from '../reporter';

/** Lets bytes pass and reports how many have. */
export async function* countBytes<T extends Uint8Array | string>(
  bytes: AsyncIterable<T>,
  activity: Pick<Activity, 'add'> | undefined,
): AsyncGenerator<T> {
  for await (const piece of bytes) {
    yield piece;
    activity?.add(piece.length);
  }
}
