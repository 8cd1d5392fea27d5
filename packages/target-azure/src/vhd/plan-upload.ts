import { type BlockMap, blockSize } from './block-map';
import { type BlockRun, groupBlocks } from './disk';
import { getVirtualSize } from './footer';

/** A VHD that another one begins as. */
export interface ParentVhd {
  /** Name of its blob within the container. */
  readonly blob: string;
  readonly map: BlockMap;
}

/** What has to be sent, so that a blob holds a disk as a VHD. */
export interface UploadPlan {
  /** Blob that the new one begins as a copy of, with the bytes of its disk. */
  readonly parent: { readonly blob: string; readonly virtualSize: number } | undefined;
  /** Bytes of the disk, without the footer: whole MiB. */
  readonly virtualSize: number;
  /** Stretches to write, each one request. */
  readonly writes: readonly BlockRun[];
  /** Stretches to make zero. */
  readonly clears: readonly BlockRun[];
  /** Blocks that are written. */
  readonly written: number;
  /** Blocks that the parent holds as they are. */
  readonly unchanged: number;
}

const MIB = 2 ** 20;

/** Blocks of the largest request that writes pages. Source: Put Page in the reference of Blob Storage. */
const mostWritten = (4 * MIB) / blockSize;
/** A request that clears pages moves nothing. */
const mostCleared = (1024 * MIB) / blockSize;

/** Compares a disk with the VHD that it may begin as. */
export function planUpload(disk: BlockMap, parent?: ParentVhd): UploadPlan {
  const virtualSize = getVirtualSize(disk.size);
  const before = parent?.map.blocks ?? new Map<number, string>();
  const changed = [...disk.blocks].filter(([index, digest]) => before.get(index) !== digest);
  const end = virtualSize / blockSize;
  const emptied = [...before.keys()].filter((index) => !disk.blocks.has(index) && index < end);
  const numbers = changed.map(([index]) => index).sort((a, b) => a - b);
  return {
    parent: parent && { blob: parent.blob, virtualSize: getVirtualSize(parent.map.size) },
    virtualSize,
    writes: groupBlocks(numbers, mostWritten),
    clears: groupBlocks(
      emptied.sort((a, b) => a - b),
      mostCleared,
    ),
    written: changed.length,
    unchanged: disk.blocks.size - changed.length,
  };
}

/** The plan that sends least: from one of some parents, or, where none saves anything, from nothing. */
export function chooseUpload(disk: BlockMap, parents: readonly ParentVhd[]): UploadPlan {
  const plans = [planUpload(disk), ...parents.map((parent) => planUpload(disk, parent))];
  return plans.reduce((best, plan) => (plan.written < best.written ? plan : best));
}
