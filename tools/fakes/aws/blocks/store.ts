import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockBytes, type Digest } from './block-map';

/** Blocks by their digests, each once, in a file that is gone when the process is. */
export interface BlockStore {
  put(digest: Digest, block: Buffer): Promise<void>;
  /** A block that was put; all others are a mistake of the fake. */
  get(digest: Digest): Promise<Buffer>;
  /** Different blocks so far. */
  count(): number;
  close(): Promise<void>;
}

/** Opens its file when the first block comes. */
export function createBlockStore(): BlockStore {
  const places = new Map<Digest, { readonly index: number; readonly written: Promise<void> }>();
  let file: ReturnType<typeof openUnlinked> | undefined;
  const openFile = () => {
    file ??= openUnlinked();
    return file;
  };
  const write = async (index: number, block: Buffer): Promise<void> => {
    await (await openFile()).write(block, 0, blockBytes, index * blockBytes);
  };
  return {
    async put(digest, block) {
      const place = places.get(digest) ?? { index: places.size, written: write(places.size, block) };
      places.set(digest, place);
      await place.written;
    },
    async get(digest) {
      const place = places.get(digest);
      if (!place) throw new Error(`No block ${digest} was put.`);
      await place.written;
      const block = Buffer.allocUnsafe(blockBytes);
      await (await openFile()).read(block, 0, blockBytes, place.index * blockBytes);
      return block;
    },
    count: () => places.size,
    async close() {
      await (await file)?.close();
      file = undefined;
      places.clear();
    },
  };
}

/** A file without a name, so that nothing is left when the process is killed. */
async function openUnlinked() {
  const folder = await mkdtemp(join(tmpdir(), 'fake-aws-'));
  try {
    return await open(join(folder, 'blocks'), 'w+');
  } finally {
    await rm(folder, { recursive: true });
  }
}
