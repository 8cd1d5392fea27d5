import { chainRuns, FIRST_CLUSTER, makeFolderTree, placeTree, toFatTime } from '@strata/sdk/fat';
import type { Patch } from '../patch';
import { SECTOR } from '../sizes';
import {
  backupSector,
  encodeBootSector,
  encodeFreeSector,
  fileSystemSector,
  getGeometry,
  tableCount,
} from './boot-sector';

/** A file of the volume, by its path: `EFI/BOOT/BOOTX64.EFI`. */
export interface FatFile {
  readonly path: string;
  readonly bytes: Buffer;
}

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
 * @throws Error for more than fits
 */
export function writeFat(volume: FatVolume): readonly Patch[] {
  const geometry = getGeometry(volume.size, volume.hidden);
  const root = makeFolderTree([], new Map(volume.files.map(({ path, bytes }) => [path, bytes])));
  const { label } = volume;
  const { runs, next } = placeTree({ root, label, time: toFatTime(volume.time), isRootInClusters: true });
  const free = geometry.clusters + FIRST_CLUSTER - next;
  if (free < 0) throw new Error(`the files need ${-free} sectors more than the volume has`);
  const boot = encodeBootSector(geometry, volume.serial, label);
  const freeSector = encodeFreeSector(free, next);
  const table = encodeTable([mediumEntry, endOfChain, ...chainRuns(runs, endOfChain)]);
  const data = geometry.reserved + tableCount * geometry.tableSectors;
  const at = (sector: number, bytes: Buffer): Patch => ({ offset: sector * SECTOR, bytes });
  return [
    at(0, boot),
    at(fileSystemSector, freeSector),
    at(backupSector, boot),
    at(backupSector + fileSystemSector, freeSector),
    at(geometry.reserved, table),
    at(geometry.reserved + geometry.tableSectors, table),
    ...runs.map(({ cluster, bytes }) => at(data + cluster - FIRST_CLUSTER, bytes)),
  ];
}

const mediumEntry = 0x0fff_fff8;
const endOfChain = 0x0fff_ffff;

function encodeTable(chain: readonly number[]): Buffer {
  const table = Buffer.alloc(Math.ceil((chain.length * 4) / SECTOR) * SECTOR);
  chain.forEach((next, index) => {
    table.writeUInt32LE(next, index * 4);
  });
  return table;
}
