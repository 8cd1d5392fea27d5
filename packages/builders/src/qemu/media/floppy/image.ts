import { CLUSTER, chainRuns, type FatTime, FIRST_CLUSTER, type Folder, placeTree } from '@strata/sdk/fat';
import { makeBootSector } from './boot-sector';
import { DATA_START, DISK_BYTES, FAT_SECTORS, FAT_START, FATS, MEDIA, ROOT_START, SECTOR } from './geometry';

const END_OF_CHAIN = 0xfff;

/**
 * A floppy of 1.44 MB with a FAT12 file system and long names. The same content, label and time give the same bytes.
 * What fits is the caller's to know.
 */
export function makeFloppyImage(tree: Folder, { label, time }: { label: string; time: FatTime }): Buffer {
  const { root, runs } = placeTree({ root: tree, label, time, isRootInClusters: false });
  const disk = Buffer.alloc(DISK_BYTES);
  makeBootSector(label).copy(disk, 0);
  root.copy(disk, ROOT_START);
  for (const { cluster, bytes } of runs) bytes.copy(disk, DATA_START + (cluster - FIRST_CLUSTER) * CLUSTER);
  const table = packChain([0xf00 | MEDIA, END_OF_CHAIN, ...chainRuns(runs, END_OF_CHAIN)]);
  for (let copy = 0; copy < FATS; copy++) table.copy(disk, FAT_START + copy * FAT_SECTORS * SECTOR);
  return disk;
}

/** Two numbers of 12 bits lie in three bytes. */
function packChain(chain: readonly number[]): Buffer {
  const table = Buffer.alloc(FAT_SECTORS * SECTOR);
  chain.forEach((next, index) => {
    const place = index + (index >> 1);
    const word = table.readUInt16LE(place);
    table.writeUInt16LE(index % 2 === 0 ? (word & 0xf000) | next : (word & 0x000f) | (next << 4), place);
  });
  return table;
}
