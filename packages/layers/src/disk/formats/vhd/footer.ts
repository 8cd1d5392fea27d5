import { sourceDateEpoch } from '../../../source-date-epoch';

/** Bytes of the footer, which follows the disk. */
export const footerSize = 512;

/** Microsoft, "Virtual Hard Disk Image Format Specification" 1.0 (2006), "Hard Disk Footer Format". Big-endian. */
const cookie = 'conectix';
/** A reserved bit that is always set. */
const features = 2;
const formatVersion = 0x1_00_00;
/** A fixed disk has no header behind the footer. */
const noHeader = 2n ** 64n - 1n;
const fixed = 2;
/** Seconds from 1970 to 2000-01-01T00:00:00Z, where the time stamp begins. */
const year2000 = 946_684_800;
/**
 * The largest geometry there is. Readers take it for "look at the size instead": with the real one, QEMU and others
 * round the disk down to whole cylinders.
 */
const largestGeometry = { cylinders: 65_535, heads: 16, sectorsPerTrack: 255 } as const;
const uuidOffset = 68;
const checksumOffset = 64;

/** @param size bytes of the disk, without the footer */
export function makeFooter({ size, uuid }: { readonly size: number; readonly uuid: Buffer }): Buffer {
  const footer = Buffer.alloc(footerSize);
  footer.write(cookie, 0, 'latin1');
  footer.writeUInt32BE(features, 8);
  footer.writeUInt32BE(formatVersion, 12);
  footer.writeBigUInt64BE(noHeader, 16);
  footer.writeUInt32BE(sourceDateEpoch - year2000, 24);
  footer.write('stra', 28, 'latin1');
  footer.writeUInt32BE(formatVersion, 32);
  footer.write('Wi2k', 36, 'latin1');
  footer.writeBigUInt64BE(BigInt(size), 40);
  footer.writeBigUInt64BE(BigInt(size), 48);
  footer.writeUInt16BE(largestGeometry.cylinders, 56);
  footer.writeUInt8(largestGeometry.heads, 58);
  footer.writeUInt8(largestGeometry.sectorsPerTrack, 59);
  footer.writeUInt32BE(fixed, 60);
  uuid.copy(footer, uuidOffset);
  footer.writeUInt32BE(getChecksum(footer), checksumOffset);
  return footer;
}

/** One's complement of the sum of all bytes; the field itself is still zero. */
function getChecksum(footer: Buffer): number {
  return ~footer.reduce((sum, byte) => sum + byte, 0) >>> 0;
}
