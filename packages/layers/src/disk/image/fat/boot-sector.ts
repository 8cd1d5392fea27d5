import { FIRST_CLUSTER } from '@strata/sdk/fat';
import { SECTOR } from '../sizes';

/** How a FAT32 volume is cut up. Everything but `serial` and `label` counts sectors, or clusters of one sector each. */
export interface Geometry {
  readonly sectors: number;
  /** Before the volume, on its disk. */
  readonly hidden: number;
  readonly reserved: number;
  readonly tableSectors: number;
  readonly clusters: number;
}

export const tableCount = 2;
const reserved = 32;
const entriesPerSector = SECTOR / 4;
/** Fewer clusters make a FAT16 in the eyes of every reader, whatever the volume says of itself. */
const leastClusters = 65_525;

/** Cuts a volume up. @param size @param hidden in bytes */
export function getGeometry(size: number, hidden: number): Geometry {
  const sectors = size / SECTOR;
  // Each sector of the tables stands for this many sectors, those of the tables themselves among them.
  const tableSectors = Math.ceil((sectors - reserved + tableCount) / (entriesPerSector + tableCount));
  const clusters = sectors - reserved - tableCount * tableSectors;
  if (clusters < leastClusters) throw new Error(`${size} bytes are too few for FAT32`);
  return { sectors, hidden: hidden / SECTOR, reserved, tableSectors, clusters };
}

export const fileSystemSector = 1;
export const backupSector = 6;
const fixedDisk = 0xf8;

/** The sector that says what the volume is: Microsoft's FAT specification 1.03, section 3. */
export function encodeBootSector(geometry: Geometry, serial: number, label: string): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  // A jump over this table, to where nothing is: nobody starts it.
  bytes.set([0xeb, 0x58, 0x90], 0);
  bytes.write('STRATA  ', 3, 'latin1');
  bytes.writeUInt16LE(SECTOR, 11);
  bytes.writeUInt8(1, 13);
  bytes.writeUInt16LE(geometry.reserved, 14);
  bytes.writeUInt8(tableCount, 16);
  bytes.writeUInt8(fixedDisk, 21);
  bytes.writeUInt16LE(63, 24);
  bytes.writeUInt16LE(255, 26);
  bytes.writeUInt32LE(geometry.hidden, 28);
  bytes.writeUInt32LE(geometry.sectors, 32);
  bytes.writeUInt32LE(geometry.tableSectors, 36);
  bytes.writeUInt32LE(FIRST_CLUSTER, 44);
  bytes.writeUInt16LE(fileSystemSector, 48);
  bytes.writeUInt16LE(backupSector, 50);
  bytes.writeUInt8(0x80, 64);
  bytes.writeUInt8(0x29, 66);
  bytes.writeUInt32LE(serial, 67);
  bytes.write(label.padEnd(11), 71, 'latin1');
  bytes.write('FAT32   ', 82, 'latin1');
  bytes.set([0x55, 0xaa], SECTOR - 2);
  return bytes;
}

/** The sector that says how much is free, so that nobody has to count. */
export function encodeFreeSector(free: number, next: number): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  bytes.write('RRaA', 0, 'latin1');
  bytes.write('rrAa', 484, 'latin1');
  bytes.writeUInt32LE(free, 488);
  bytes.writeUInt32LE(next, 492);
  bytes.set([0x55, 0xaa], SECTOR - 2);
  return bytes;
}
