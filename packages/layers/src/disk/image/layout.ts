import type { Firmware } from '@strata/sdk';
import { type Partition, partitionTypes } from './gpt/partition';
import { makeGuid } from './identity';
import { MIB } from './sizes';

/** Where the parts of a disk are, as Debian's own cloud images have them. */
export interface DiskLayout {
  readonly biosBoot: Partition | undefined;
  readonly esp: Partition | undefined;
  /** Last, so that it can grow. */
  readonly root: Partition;
}

const biosBootOffset = MIB;
const espOffset = 2 * MIB;
const rootOffset = 66 * MIB;
/** For the second partition table; a whole MiB keeps the root file system at whole blocks of any kind of disk. */
const tailSize = MIB;

/** Bytes of a disk that its root file system does not get. */
export const OVERHEAD = rootOffset + tailSize;

/**
 * The root file system is at the same place whatever starts it, so disks for other firmware share it.
 *
 * @param seed what the ids of the partitions follow from
 */
export function makeLayout(size: number, firmware: Firmware, seed: string): DiskLayout {
  return {
    biosBoot:
      firmware === 'uefi'
        ? undefined
        : {
            number: 14,
            type: partitionTypes.biosBoot,
            id: makeGuid(seed, 'bios-boot'),
            name: 'bios',
            offset: biosBootOffset,
            size: espOffset - biosBootOffset,
          },
    esp:
      firmware === 'bios'
        ? undefined
        : {
            number: 15,
            type: partitionTypes.esp,
            id: makeGuid(seed, 'esp'),
            name: 'esp',
            offset: espOffset,
            size: rootOffset - espOffset,
          },
    root: {
      number: 1,
      type: partitionTypes.rootAmd64,
      id: makeGuid(seed, 'root'),
      name: 'root',
      offset: rootOffset,
      size: size - OVERHEAD,
    },
  };
}

/** The partitions that a disk has. */
export function listPartitions({ biosBoot, esp, root }: DiskLayout): readonly Partition[] {
  return [biosBoot, esp, root].filter((partition) => partition !== undefined);
}
