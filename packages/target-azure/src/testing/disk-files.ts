import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockSize } from '../vhd';

/** What each block of a disk holds, by its number: any text, repeated. */
export type DiskContent = Readonly<Record<number, string>>;

/** Disks in files of a folder that goes with it. */
export interface DiskFiles extends AsyncDisposable {
  readonly folder: string;
  /** @param size bytes. @default 16 MiB */
  write(name: string, content: DiskContent, size?: number): Promise<string>;
}

const usualSize = 16 * 2 ** 20;

export async function createDiskFiles(): Promise<DiskFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-disks-'));
  return {
    folder,
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
