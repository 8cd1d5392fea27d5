import type { Patch } from '../patch';
import { SECTOR } from '../sizes';

/** Before the disk's signature and the table of partitions: all that a boot loader may have of the sector. */
export const bootCodeSize = 440;

const tableOffset = 446;
const protectiveType = 0xee;
const largestCount = 0xffff_ffff;

/**
 * The first sector: the code that a BIOS starts, and one partition over everything, so that programs that know
 * nothing of GPT take the disk for full (UEFI specification 2.10, section 5.2.3).
 *
 * @param size of the disk, in bytes
 * @param bootCode at most {@link bootCodeSize} bytes are taken
 */
export function writeMbr(size: number, bootCode: Buffer = Buffer.alloc(0)): Patch {
  const sector = Buffer.alloc(SECTOR);
  bootCode.copy(sector, 0, 0, bootCodeSize);
  const entry = sector.subarray(tableOffset);
  // Cylinder, head and sector: 0/0/2 is the second sector, all ones say that the end cannot be told that way.
  entry.set([0, 0, 2, 0, protectiveType, 0xff, 0xff, 0xff], 0);
  entry.writeUInt32LE(1, 8);
  entry.writeUInt32LE(Math.min(size / SECTOR - 1, largestCount), 12);
  sector.set([0x55, 0xaa], SECTOR - 2);
  return { offset: 0, bytes: sector };
}
