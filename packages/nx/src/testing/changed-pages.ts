import { createHash } from 'node:crypto';
import type { PageBlobClient } from '@azure/storage-blob';

/** What publishing compares and sends at a time. */
const blockBytes = 64 * 1024;
const readBytes = 64 * blockBytes;
const nothing = hash(Buffer.alloc(blockBytes));

/** Bytes by which two page blobs differ, in blocks of 64 KiB; pages that were never written are zeros. */
export async function comparePageBlobs(before: PageBlobClient, after: PageBlobClient): Promise<number> {
  const old = await hashBlocks(before);
  const now = await hashBlocks(after);
  const places = [...new Set([...old.keys(), ...now.keys()])];
  return places.filter((at) => (old.get(at) ?? nothing) !== (now.get(at) ?? nothing)).length * blockBytes;
}

/** Digests of blocks by where they begin, of those that anything was written to. */
async function hashBlocks(blob: PageBlobClient): Promise<ReadonlyMap<number, string>> {
  const { contentLength = 0 } = await blob.getProperties();
  const digests = new Map<number, string>();
  let end = 0;
  for await (const range of blob.listPageRanges()) {
    const last = Math.min(Math.ceil((range.end + 1) / blockBytes) * blockBytes, contentLength);
    let at = Math.max(end, Math.floor(range.start / blockBytes) * blockBytes);
    for (; at < last; at += readBytes)
      hashInto(digests, at, await blob.downloadToBuffer(at, Math.min(readBytes, last - at)));
    end = Math.max(end, last);
  }
  return digests;
}

function hashInto(digests: Map<number, string>, from: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += blockBytes)
    digests.set(from + at, hash(bytes.subarray(at, at + blockBytes)));
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
