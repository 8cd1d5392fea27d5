import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Blobs, getMark } from './blobs';

/** The file of a transfer under way, ours alone, with the digest of what is in it so far. */
export interface Part {
  readonly path: string;
  readonly file: FileHandle;
  readonly hash: Hash;
  /** Bytes that an earlier transfer left. */
  readonly resumed: number;
}

/**
 * Takes over what an interrupted transfer left, or begins anew. Taking over is a rename to a name with our process id,
 * so that of two processes only one continues the same file.
 */
export async function claimPart(blobs: Blobs, sha256: string): Promise<Part> {
  const path = await blobs.temporary(`${sha256}.${getMark()}`);
  await rename(await blobs.temporary(sha256), path).catch(() => undefined);
  const file = await open(path, 'a+');
  const hash = createHash('sha256');
  const { size } = await file.stat();
  if (size > 0) await pipeline(createReadStream(path), hash, { end: false });
  return { path, file, hash, resumed: size };
}

/** Leaves a part for a later transfer to continue. */
export async function leavePart(blobs: Blobs, sha256: string, part: Part): Promise<void> {
  await part.file.close();
  await rename(part.path, await blobs.temporary(sha256));
}
