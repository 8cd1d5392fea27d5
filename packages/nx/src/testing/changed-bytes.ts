import type { FakeAws } from '../../../../tools/fakes/aws';

const blockBytes = 512 * 1024;
/** What an ext4 file system writes at a time. */
const pageBytes = 4096;

type Snapshot = ReturnType<ReturnType<FakeAws['cloud']['region']>['snapshots']['all']>[number];

/** How two disks differ, in bytes. */
export interface ChangedBytes {
  /** Of the blocks that EBS takes, 512 KiB each, those that are not the same. */
  readonly inBlocks: number;
  /** Of the blocks of the file system, 4 KiB each, those that are not the same. */
  readonly inPages: number;
}

/** Compares what stands in two snapshots; a block that one of them lacks is zeros. */
export async function compareSnapshots(
  { cloud }: FakeAws,
  before: Snapshot,
  after: Snapshot,
): Promise<ChangedBytes> {
  const read = async (digest: string | undefined) =>
    digest === undefined ? Buffer.alloc(blockBytes) : cloud.blocks.get(digest);
  const [old, now] = [new Map(before.blocks.entries()), new Map(after.blocks.entries())];
  let [inBlocks, inPages] = [0, 0];
  for (const index of new Set([...old.keys(), ...now.keys()])) {
    if (old.get(index) === now.get(index)) continue;
    const pages = countPages(await read(old.get(index)), await read(now.get(index)));
    if (pages > 0) inBlocks += blockBytes;
    inPages += pages * pageBytes;
  }
  return { inBlocks, inPages };
}

function countPages(before: Buffer, after: Buffer): number {
  let count = 0;
  for (let at = 0; at < blockBytes; at += pageBytes)
    if (before.compare(after, at, at + pageBytes, at, at + pageBytes) !== 0) count += 1;
  return count;
}
