import type { Patch } from '../patch';
import { SECTOR } from '../sizes';
import {
  backupSector,
  encodeBootSector,
  encodeFreeSector,
  fileSystemSector,
  getGeometry,
  rootCluster,
  tableCount,
} from './boot-sector';
import { type FatFile, placeFiles, type Run } from './place-files';

export interface FatVolume {
  /** Bytes, whole sectors. */
  readonly size: number;
  /** Bytes of the disk before the volume. */
  readonly hidden: number;
  /** 32 bits, shown as the volume's UUID: `1A2B-3C4D`. */
  readonly serial: number;
  /** At most eleven characters, in capitals. */
  readonly label: string;
  /** Of every file, in seconds since the epoch. */
  readonly time: number;
  readonly files: readonly FatFile[];
}

/**
 * A FAT32 file system with some files, each in one piece, as patches of an empty volume. Firmware takes nothing else
 * for an EFI system partition.
 *
 * @throws Error for names that need more than eight characters and three, and for more than fits
 */
export function writeFat(volume: FatVolume): readonly Patch[] {
  const geometry = getGeometry(volume.size, volume.hidden);
  const runs = placeFiles(volume, rootCluster);
  const next = getNext(runs);
  const free = geometry.clusters + rootCluster - next;
  if (free < 0) throw new Error(`the files need ${-free} sectors more than the volume has`);
  const boot = encodeBootSector(geometry, volume.serial, volume.label);
  const freeSector = encodeFreeSector(free, next);
  const table = encodeTable(runs, next);
  const data = geometry.reserved + tableCount * geometry.tableSectors;
  const at = (sector: number, bytes: Buffer): Patch => ({ offset: sector * SECTOR, bytes });
  return [
    at(0, boot),
    at(fileSystemSector, freeSector),
    at(backupSector, boot),
    at(backupSector + fileSystemSector, freeSector),
    at(geometry.reserved, table),
    at(geometry.reserved + geometry.tableSectors, table),
    ...runs.map(({ cluster, bytes }) => at(data + cluster - rootCluster, bytes)),
  ];
}

function countClusters({ length }: Buffer): number {
  return Math.ceil(length / SECTOR);
}

function getNext(runs: readonly Run[]): number {
  return runs.reduce((next, { bytes }) => next + countClusters(bytes), rootCluster);
}

const endOfChain = 0x0fff_ffff;

/** Which cluster follows each. All runs are in one piece, so it is the next one until a run ends. */
function encodeTable(runs: readonly Run[], next: number): Buffer {
  const table = Buffer.alloc(Math.ceil((next * 4) / SECTOR) * SECTOR);
  table.writeUInt32LE(0x0fff_fff8, 0);
  table.writeUInt32LE(endOfChain, 4);
  for (const { cluster, bytes } of runs) {
    const end = cluster + countClusters(bytes);
    for (let each = cluster; each < end; each += 1)
      table.writeUInt32LE(each + 1 === end ? endOfChain : each + 1, each * 4);
  }
  return table;
}
