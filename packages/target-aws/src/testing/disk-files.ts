import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FakeAws } from '../../../../tools/fakes/aws';
import { blockSize, hashBlock } from '../snapshot/block-map';

/** What each block of a disk holds, by its number: any text, repeated. */
export type DiskContent = Readonly<Record<number, string>>;

/** Disks in files of a folder that goes with it. */
export interface DiskFiles extends AsyncDisposable {
  /** @param size bytes. @default 64 MiB */
  write(name: string, content: DiskContent, size?: number): Promise<string>;
}

const usualSize = 64 * 2 ** 20;

export async function createDiskFiles(): Promise<DiskFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-disks-'));
  return {
    write: async (name, content, size = usualSize) => {
      const path = join(folder, name);
      await using file = await open(path, 'w');
      await file.truncate(size);
      for (const [index, text] of Object.entries(content))
        await file.write(Buffer.alloc(blockSize, text), 0, blockSize, Number(index) * blockSize);
      return path;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const zeros = hashBlock(Buffer.alloc(blockSize));

/** What a snapshot of the fake holds that a disk does not, or otherwise: numbers of blocks. Empty when they are equal. */
export async function compareWithSnapshot(
  fake: FakeAws,
  { region, id, path }: { readonly region: string; readonly id: string; readonly path: string },
): Promise<readonly number[]> {
  const snapshot = fake.cloud.region(region).snapshots.find(id);
  if (!snapshot) throw new Error(`There is no snapshot ${id} in ${region}.`);
  await using file = await open(path);
  const { size } = await file.stat();
  const last = Math.max(size / blockSize, ...snapshot.blocks.entries().map(([index]) => index + 1));
  const different: number[] = [];
  for (let index = 0; index < last; index += 1) {
    const block = Buffer.alloc(blockSize);
    await file.read(block, 0, blockSize, index * blockSize);
    if (hashBlock(block) !== (snapshot.blocks.get(index) ?? zeros)) different.push(index);
  }
  return different;
}
