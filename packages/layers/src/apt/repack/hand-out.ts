import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repacked } from './repacked';

/** Gives a step the quick form of a package, once the package is in the download cache. Never rejects. */
export type HandOut = (sha256: string) => Promise<void>;

/** Readable by every user inside, like what apt downloads. */
const mode = 0o644;

/** A copy, because whatever a step does to the file must not reach the cache. Where there is none, the package does. */
export function createHandOut(repacked: Repacked, folder: string, signal: AbortSignal): HandOut {
  return async (sha256) => {
    const quick = await repacked.get(sha256, signal);
    if (quick === undefined || signal.aborted) return;
    const target = join(folder, sha256);
    await copyFile(quick.path, target)
      .then(() => chmod(target, mode))
      .catch(() => undefined);
  };
}

/** The bytes as they come, the last of them not before something else is ready. */
export async function* holdEnd(
  bytes: AsyncIterable<Uint8Array>,
  ready: Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  let last: Uint8Array | undefined;
  for await (const piece of bytes) {
    if (last !== undefined) yield last;
    last = piece;
  }
  await ready;
  if (last !== undefined) yield last;
}
