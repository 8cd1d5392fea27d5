import { crc32 } from 'node:zlib';
import { encodeGuid, type Guid } from '../identity';
import type { Patch } from '../patch';
import { SECTOR } from '../sizes';
import type { Partition } from './partition';

export interface Gpt {
  /** Bytes of the whole disk. */
  readonly size: number;
  readonly id: Guid;
  readonly partitions: readonly Partition[];
}

/** UEFI specification 2.10, section 5.3: a table has room for 128 partitions of 128 bytes. */
const entryCount = 128;
const entrySize = 128;
const entrySectors = (entryCount * entrySize) / SECTOR;
const headerSize = 92;
const revision = 0x1_0000;
/** Of the disk's start, before the first sector that partitions may use: MBR, header, entries. */
const reservedSectors = 2 + entrySectors;

/** Both partition tables: the one behind the MBR and its copy at the end of the disk. */
export function writeGpt(gpt: Gpt): readonly Patch[] {
  const entries = encodeEntries(gpt.partitions);
  const last = gpt.size / SECTOR - 1;
  const backupEntries = last - entrySectors;
  const primary = encodeHeader(gpt, entries, { self: 1, other: last, entries: 2 });
  const backup = encodeHeader(gpt, entries, { self: last, other: 1, entries: backupEntries });
  return [
    { offset: SECTOR, bytes: primary },
    { offset: 2 * SECTOR, bytes: entries },
    { offset: backupEntries * SECTOR, bytes: entries },
    { offset: last * SECTOR, bytes: backup },
  ];
}

function encodeEntries(partitions: readonly Partition[]): Buffer {
  const entries = Buffer.alloc(entryCount * entrySize);
  for (const { number, type, id, name, offset, size } of partitions) {
    const entry = entries.subarray((number - 1) * entrySize, number * entrySize);
    encodeGuid(type).copy(entry, 0);
    encodeGuid(id).copy(entry, 16);
    entry.writeBigUInt64LE(BigInt(offset / SECTOR), 32);
    entry.writeBigUInt64LE(BigInt((offset + size) / SECTOR - 1), 40);
    entry.write(name, 56, 'utf16le');
  }
  return entries;
}

/** Sectors of one table's header, the other's, and its entries. */
interface Places {
  readonly self: number;
  readonly other: number;
  readonly entries: number;
}

function encodeHeader({ size, id }: Gpt, entries: Buffer, places: Places): Buffer {
  const header = Buffer.alloc(SECTOR);
  header.write('EFI PART', 0, 'latin1');
  header.writeUInt32LE(revision, 8);
  header.writeUInt32LE(headerSize, 12);
  header.writeBigUInt64LE(BigInt(places.self), 24);
  header.writeBigUInt64LE(BigInt(places.other), 32);
  header.writeBigUInt64LE(BigInt(reservedSectors), 40);
  header.writeBigUInt64LE(BigInt(size / SECTOR - reservedSectors), 48);
  encodeGuid(id).copy(header, 56);
  header.writeBigUInt64LE(BigInt(places.entries), 72);
  header.writeUInt32LE(entryCount, 80);
  header.writeUInt32LE(entrySize, 84);
  header.writeUInt32LE(crc32(entries), 88);
  // Over the header with this very field still zero.
  header.writeUInt32LE(crc32(header.subarray(0, headerSize)), 16);
  return header;
}
