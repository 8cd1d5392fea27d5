import { createHash } from 'node:crypto';

const known = new WeakMap<Buffer, Buffer>();

/** SHA-256 of bytes that do not change. Signature, checksum and store all ask for that of a block, which takes a while. */
export function hashBytes(bytes: Buffer): Buffer {
  const found = known.get(bytes) ?? createHash('sha256').update(bytes).digest();
  known.set(bytes, found);
  return found;
}
