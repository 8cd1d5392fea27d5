import { createHash } from 'node:crypto';

/** Text as firmware and file systems write such ids: `c12a7328-f81f-11d2-ba4b-00a0c93ec93b`. */
export type Guid = string;

const guidBytes = 16;

/**
 * An id that follows from what it stands for, so that the same disk has the same ids wherever and whenever it is made.
 * RFC 9562 leaves version 8 to ids of one's own making; this one is a sha256, cut short.
 */
export function makeGuid(...names: readonly string[]): Guid {
  const bytes = createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, guidBytes);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The bytes of an id as a partition table holds them: its first three groups with the low byte first. */
export function encodeGuid(guid: Guid): Buffer {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).swap32();
  bytes.subarray(4, 8).swap16();
  return bytes;
}

/** The opposite of {@link encodeGuid}. */
export function decodeGuid(encoded: Buffer): Guid {
  const hex = encodeGuid(encoded.toString('hex')).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
