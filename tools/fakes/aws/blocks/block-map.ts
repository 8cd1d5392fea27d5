/** Size of a block of EBS direct, in bytes. */
export const blockBytes = 512 * 1024;

/** Blocks in one GiB. */
export const blocksPerGib = 2048;

/** The digest by which the store knows a block: SHA-256, Base64. */
export type Digest = string;

/** Which blocks a disk has, and what stands in them. It lies over that of a parent, which does not change any more. */
export interface BlockMap {
  get(index: number): Digest | undefined;
  set(index: number, digest: Digest): void;
  /** Blocks that were written here and not in a parent, by index. */
  own(): ReadonlyMap<number, Digest>;
  /** Every block, parents' too, in the order of indexes. */
  entries(): readonly (readonly [index: number, digest: Digest])[];
  /** The map at the bottom. Disks that share it are of one lineage. */
  readonly root: BlockMap;
}

/** An empty map, or one over another. */
export function createBlockMap(parent?: BlockMap): BlockMap {
  const own = new Map<number, Digest>();
  const map: BlockMap = {
    get: (index) => own.get(index) ?? parent?.get(index),
    set(index, digest) {
      own.set(index, digest);
    },
    own: () => own,
    entries() {
      const merged = new Map([...(parent?.entries() ?? []), ...own]);
      return [...merged].sort(([left], [right]) => left - right);
    },
    get root() {
      return parent?.root ?? map;
    },
  };
  return map;
}
