import type { ArtifactFile } from '../artifact-files';

/** Reads a file of the artifact, counting what was read. */
export type OpenFile = (file: ArtifactFile) => AsyncIterable<Buffer>;

/** Bytes in pieces of one length; the last may be shorter, and there is none for no bytes. */
export async function* cut(bytes: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    kept.push(chunk);
    size += chunk.length;
    if (size < length) continue;
    const all = Buffer.concat(kept, size);
    const whole = size - (size % length);
    for (let at = 0; at < whole; at += length) yield all.subarray(at, at + length);
    kept = [all.subarray(whole)];
    size -= whole;
  }
  if (size > 0) yield Buffer.concat(kept, size);
}

/** As many as Node compresses at a time: the threads of its pool. */
const AT_A_TIME = 4;

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
    if (running.length >= AT_A_TIME) yield await (running.shift() as Promise<R>);
  }
  for (const result of running) yield await result;
}
