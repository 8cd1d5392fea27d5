import { sectorSize } from '../raw-disk';

/**
 * The stream-optimised form of "Virtual Disk Format 5.0" (VMware, 2011): grains deflated by themselves, each behind a
 * marker, a table of grains behind those that it lists, and their directory and a footer at the end, so that it can be
 * written and read in one go. Numbers are little-endian, places and lengths are counted in sectors.
 */

/** Bytes of a grain: what VMware's own programs use. */
export const grainSize = 2 ** 16;
export const sectorsPerGrain = grainSize / sectorSize;
/** Grains that a table lists, as the format prescribes. */
export const grainsPerTable = 512;

/** The description follows the header; this much is kept for it. */
export const descriptorSectors = 20;
/** The first grain begins at a whole grain. */
export const overheadSectors = sectorsPerGrain;

const magic = 0x56_4d_44_4b;
const version = 3;
/** Valid test of line ends; grains are compressed; there are markers. */
const flags = 0x3_00_01;
const deflated = 1;
/** Written by FTP in text mode, these would have changed. */
const lineEnds = '\n \r\n';
/** In the header: the directory's place is in the footer. */
export const directoryAtEnd = 2n ** 64n - 1n;

/** The header, and the footer, which differs only in that the directory's place is known. */
export function makeHeader({
  capacity,
  directory,
}: {
  /** Sectors. */
  readonly capacity: number;
  /** Sector of the directory of grain tables. */
  readonly directory: bigint;
}): Buffer {
  const header = Buffer.alloc(sectorSize);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(version, 4);
  header.writeUInt32LE(flags, 8);
  header.writeBigUInt64LE(BigInt(capacity), 12);
  header.writeBigUInt64LE(BigInt(sectorsPerGrain), 20);
  header.writeBigUInt64LE(1n, 28);
  header.writeBigUInt64LE(BigInt(descriptorSectors), 36);
  header.writeUInt32LE(grainsPerTable, 44);
  header.writeBigUInt64LE(directory, 56);
  header.writeBigUInt64LE(BigInt(overheadSectors), 64);
  header.write(lineEnds, 73, 'latin1');
  header.writeUInt16LE(deflated, 77);
  return header;
}

const markers = { endOfStream: 0, grainTable: 1, grainDirectory: 2, footer: 3 } as const;

/** A sector that says what the next ones hold. */
export function makeMarker(kind: keyof typeof markers, sectors: number): Buffer {
  const marker = Buffer.alloc(sectorSize);
  marker.writeBigUInt64LE(BigInt(sectors), 0);
  marker.writeUInt32LE(markers[kind], 12);
  return marker;
}

const grainHeaderSize = 12;

/** A grain with where it belongs and how long it is, filled up to whole sectors. */
export function packGrain(index: number, deflated: Buffer): Buffer {
  const packed = Buffer.alloc(roundToSector(grainHeaderSize + deflated.length));
  packed.writeBigUInt64LE(BigInt(index * sectorsPerGrain), 0);
  packed.writeUInt32LE(deflated.length, 8);
  deflated.copy(packed, grainHeaderSize);
  return packed;
}

/** Numbers of sectors, one after the other, filled up to whole sectors. */
export function packSectorNumbers(numbers: readonly number[]): Buffer {
  const packed = Buffer.alloc(roundToSector(numbers.length * 4));
  for (const [at, number] of numbers.entries()) packed.writeUInt32LE(number, at * 4);
  return packed;
}

function roundToSector(length: number): number {
  return Math.ceil(length / sectorSize) * sectorSize;
}
