import type { Patch } from '../patch';
import { SECTOR } from '../sizes';

/** What a BIOS starts, and what that loads. */
export interface BiosGrub {
  /** `boot.img` of GRUB, for the first sector of the disk. */
  readonly boot: Buffer;
  /** `core.img` of GRUB, which is loaded whole from a partition of its own. */
  readonly core: Buffer;
}

/** Fields of `boot.img` (grub-core/boot/i386/pc/boot.S): where `core.img` begins, from which drive, and a jump. */
const coreSectorField = 0x5c;
const driveField = 0x64;
const driveJump = 0x66;
const anyDrive = 0xff;
const noOperation = 0x90;

/** The last entry of the list of blocks at the end of `core.img`'s first sector (diskboot.S): sector, count, segment. */
const blockListField = SECTOR - 12;
/** Where the second sector of `core.img` is loaded to: address 0x8200, as a segment. */
const loadSegment = 0x820;

/**
 * What grub-install does, without a mounted disk: tells the first sector where `core.img` is, and that where the rest
 * of itself is.
 *
 * @param offset of `core.img` on the disk, in bytes
 * @returns code for the first sector and `core.img` for its place
 */
export function installBiosGrub({ boot, core }: BiosGrub, offset: number): { code: Buffer; core: Patch } {
  const first = BigInt(offset / SECTOR);
  const code = Buffer.from(boot);
  code.writeBigUInt64LE(first, coreSectorField);
  code.writeUInt8(anyDrive, driveField);
  // The jump there guards against BIOSes that tell the wrong drive for floppies; grub-install takes it out for disks.
  code.fill(noOperation, driveJump, driveJump + 2);
  const sectors = Math.ceil(core.length / SECTOR);
  const bytes = Buffer.alloc(sectors * SECTOR);
  core.copy(bytes);
  bytes.writeBigUInt64LE(first + 1n, blockListField);
  bytes.writeUInt16LE(sectors - 1, blockListField + 8);
  bytes.writeUInt16LE(loadSegment, blockListField + 10);
  return { code, core: { offset, bytes } };
}
