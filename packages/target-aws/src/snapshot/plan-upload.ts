import { type BlockMap, blockSize, hashBlock } from './block-map';

/** A snapshot that another one begins as. */
export interface ParentSnapshot {
  readonly snapshotId: string;
  readonly map: BlockMap;
}

/** What has to be sent, so that a snapshot holds a disk. */
export interface UploadPlan {
  /** The snapshot that the new one begins as. */
  readonly parent: string | undefined;
  /** GiB: volumes are counted in nothing smaller, and one is never smaller than its parent. */
  readonly volumeSize: number;
  /** Blocks to put, by number, each with the sha256 in base64 of what it is to hold, in order. */
  readonly puts: ReadonlyMap<number, string>;
  /** Blocks that the parent holds as they are. */
  readonly unchanged: number;
}

const GIB = 2 ** 30;
const zeroBlock = hashBlock(new Uint8Array(blockSize));

/**
 * Compares a disk with the snapshot that it may begin as. What became zero there has to be sent as zeros, also behind the
 * end of a disk that is smaller: what is not put is the parent's.
 */
export function planUpload(disk: BlockMap, parent?: ParentSnapshot): UploadPlan {
  const before = parent?.map.blocks ?? new Map<number, string>();
  const changed = [...disk.blocks].filter(([index, digest]) => before.get(index) !== digest);
  const emptied = [...before.keys()].filter((index) => !disk.blocks.has(index));
  const puts = [...changed, ...emptied.map((index) => [index, zeroBlock] as const)];
  return {
    parent: parent?.snapshotId,
    volumeSize: Math.max(1, Math.ceil(Math.max(disk.size, parent?.map.size ?? 0) / GIB)),
    puts: new Map(puts.sort(([a], [b]) => a - b)),
    unchanged: disk.blocks.size - changed.length,
  };
}

/** The plan that sends least: from one of some parents, or, where none saves anything, from nothing. */
export function chooseUpload(disk: BlockMap, parents: readonly ParentSnapshot[]): UploadPlan {
  const plans = [planUpload(disk), ...parents.map((parent) => planUpload(disk, parent))];
  return plans.reduce((best, plan) => (plan.puts.size < best.puts.size ? plan : best));
}
