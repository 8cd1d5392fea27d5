import { LABEL } from '@strata/sdk/fat';
import {
  FAT_SECTORS,
  FATS,
  HEADS,
  MEDIA,
  RESERVED_SECTORS,
  ROOT_ENTRIES,
  SECTOR,
  SECTORS,
  SECTORS_PER_TRACK,
} from './geometry';

/** The same for every floppy: nothing tells two of them apart but their label. */
const SERIAL = 0x57ac0001;
const EXTENDED = 0x29;
/** A jump over the table to code that is not there: such a disk does not boot. */
const JUMP = Buffer.of(0xeb, 0x3c, 0x90);

/** The first sector, which describes the disk. @param label 11 characters of ASCII at most */
export function makeBootSector(label: string): Buffer {
  const sector = Buffer.alloc(SECTOR);
  JUMP.copy(sector, 0);
  sector.write('MSDOS5.0', 3, 'latin1');
  sector.writeUInt16LE(SECTOR, 11);
  sector.writeUInt8(1, 13);
  sector.writeUInt16LE(RESERVED_SECTORS, 14);
  sector.writeUInt8(FATS, 16);
  sector.writeUInt16LE(ROOT_ENTRIES, 17);
  sector.writeUInt16LE(SECTORS, 19);
  sector.writeUInt8(MEDIA, 21);
  sector.writeUInt16LE(FAT_SECTORS, 22);
  sector.writeUInt16LE(SECTORS_PER_TRACK, 24);
  sector.writeUInt16LE(HEADS, 26);
  sector.writeUInt8(EXTENDED, 38);
  sector.writeUInt32LE(SERIAL, 39);
  sector.write(label.padEnd(LABEL), 43, 'latin1');
  sector.write('FAT12   ', 54, 'latin1');
  sector.writeUInt16LE(0xaa55, SECTOR - 2);
  return sector;
}
