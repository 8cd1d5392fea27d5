import { crc32c, crcStart } from '../../ext4/crc32c';
import { encodeGuid } from '../../image/identity';

/**
 * Places and structures of [MS-VHDX] "Virtual Hard Disk v2 (VHDX) File Format", sections 2.1 to 2.4. Little-endian.
 * Everything that is not named is zero.
 */

export const mebibyte = 2 ** 20;
const kibibyte = 2 ** 10;

/** Where the parts lie. The specification fixes the first ones; the others are wherever the region table says. */
export const places = {
  headers: [64 * kibibyte, 128 * kibibyte],
  regionTables: [192 * kibibyte, 256 * kibibyte],
  log: mebibyte,
  metadata: 2 * mebibyte,
  blockTable: 3 * mebibyte,
} as const;

const headerSize = 4 * kibibyte;
const regionTableSize = 64 * kibibyte;
const version = 1;

/** Begins the file. */
export function makeFileIdentifier(creator: string): Buffer {
  const identifier = Buffer.alloc(64 * kibibyte);
  identifier.write('vhdxfile', 0, 'latin1');
  identifier.write(creator, 8, 'utf16le');
  return identifier;
}

/** One of two; the one with the greater sequence number holds. There is nothing in the log, and so no id of it. */
export function makeHeader({
  sequence,
  fileId,
  dataId,
}: {
  readonly sequence: number;
  /** Changes with the file. */
  readonly fileId: Buffer;
  /** Changes with what the disk holds. */
  readonly dataId: Buffer;
}): Buffer {
  const header = Buffer.alloc(headerSize);
  header.write('head', 0, 'latin1');
  header.writeBigUInt64LE(BigInt(sequence), 8);
  fileId.copy(header, 16);
  dataId.copy(header, 32);
  header.writeUInt16LE(version, 66);
  header.writeUInt32LE(mebibyte, 68);
  header.writeBigUInt64LE(BigInt(places.log), 72);
  return sign(header);
}

const regions = {
  blockTable: encodeGuid('2DC27766-F623-4200-9D64-115E9BFD4A08'),
  metadata: encodeGuid('8B7CA206-4790-4B9A-B8FE-575F050F886E'),
} as const;
const required = 1;
const firstRegion = 16;
const regionSize = 32;

/** Says where the table of blocks and the metadata are. */
export function makeRegionTable({ blockTableSize }: { readonly blockTableSize: number }): Buffer {
  const entries = [
    { guid: regions.blockTable, offset: places.blockTable, length: blockTableSize },
    { guid: regions.metadata, offset: places.metadata, length: mebibyte },
  ];
  const table = Buffer.alloc(regionTableSize);
  table.write('regi', 0, 'latin1');
  table.writeUInt32LE(entries.length, 8);
  for (const [index, { guid, offset, length }] of entries.entries()) {
    const at = firstRegion + index * regionSize;
    guid.copy(table, at);
    table.writeBigUInt64LE(BigInt(offset), at + 16);
    table.writeUInt32LE(length, at + 24);
    table.writeUInt32LE(required, at + 28);
  }
  return sign(table);
}

const checksumOffset = 4;

/** Puts in the checksum, over everything with a zero in its own place. */
function sign(structure: Buffer): Buffer {
  structure.writeUInt32LE(~crc32c(crcStart, structure) >>> 0, checksumOffset);
  return structure;
}
