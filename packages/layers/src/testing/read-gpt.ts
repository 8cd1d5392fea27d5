import { crc32 } from 'node:zlib';
import type { Partition } from '../disk/image/gpt/partition';
import { decodeGuid, type Guid } from '../disk/image/identity';
import { SECTOR } from '../disk/image/sizes';

export interface ReadGpt {
  readonly id: Guid;
  readonly partitions: readonly Partition[];
  /** Sectors of the header itself and of the other one. */
  readonly self: number;
  readonly other: number;
}

/** Reads bytes of a disk. */
export type ReadAt = (offset: number, size: number) => Promise<Buffer>;

/**
 * Reads the partition table whose header lies in a sector, and its checksums with it.
 *
 * @returns undefined where there is none, or one that does not add up
 */
export async function readGpt(readAt: ReadAt, sector: number): Promise<ReadGpt | undefined> {
  const header = await readAt(sector * SECTOR, SECTOR);
  if (header.toString('latin1', 0, 8) !== 'EFI PART') return undefined;
  const size = header.readUInt32LE(12);
  const checked = Buffer.from(header.subarray(0, size));
  checked.writeUInt32LE(0, 16);
  if (crc32(checked) !== header.readUInt32LE(16)) return undefined;
  const count = header.readUInt32LE(80);
  const entrySize = header.readUInt32LE(84);
  const entries = await readAt(Number(header.readBigUInt64LE(72)) * SECTOR, count * entrySize);
  if (crc32(entries) !== header.readUInt32LE(88)) return undefined;
  const partitions = Array.from({ length: count }, (_, index) =>
    readEntry(entries.subarray(index * entrySize, (index + 1) * entrySize), index + 1),
  ).filter((partition) => partition !== undefined);
  return {
    id: decodeGuid(header.subarray(56, 72)),
    partitions,
    self: Number(header.readBigUInt64LE(24)),
    other: Number(header.readBigUInt64LE(32)),
  };
}

function readEntry(entry: Buffer, number: number): Partition | undefined {
  const type = entry.subarray(0, 16);
  if (type.every((byte) => byte === 0)) return undefined;
  const first = Number(entry.readBigUInt64LE(32));
  const last = Number(entry.readBigUInt64LE(40));
  return {
    number,
    type: decodeGuid(type),
    id: decodeGuid(entry.subarray(16, 32)),
    name: entry.toString('utf16le', 56, 128).replace(/\0.*$/s, ''),
    offset: first * SECTOR,
    size: (last - first + 1) * SECTOR,
  };
}
