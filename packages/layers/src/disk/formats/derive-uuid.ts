import { createHash } from 'node:crypto';

/** Marks a UUID of a form of its own, and the one layout of its bits (RFC 9562, 4.1 and 5.8). */
const version = 0x80;
const variant = 0x80;
const uuidLength = 16;

/** The 16 bytes of a UUID that follow from what it stands for: the same content and purpose, the same UUID. */
export function deriveUuid(contentKey: string, purpose: string): Buffer {
  const bytes = createHash('sha256').update(`${purpose}\0${contentKey}`).digest().subarray(0, uuidLength);
  bytes[6] = version | ((bytes[6] as number) & 0x0f);
  bytes[8] = variant | ((bytes[8] as number) & 0x3f);
  return bytes;
}

/** In its usual spelling. */
export function formatUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
