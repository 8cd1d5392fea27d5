import { readFileSync } from 'node:fs';
import type { GuestDisk } from '../guests';

export const blockBytes = 512 * 1024;
const GIB = 2 ** 30;

/** A disk of one GiB whose blocks are in memory. */
export function createMemoryDisk(
  id: string,
  blocks: Map<number, Buffer>,
): GuestDisk & { readonly written: readonly number[] } {
  const written: number[] = [];
  return {
    id,
    bytes: GIB,
    blockBytes,
    written,
    get indexes() {
      return [...blocks.keys()];
    },
    read: async (index) => Buffer.from(blocks.get(index) ?? Buffer.alloc(blockBytes)),
    write: async (index, block) => {
      written.push(index);
      blocks.set(index, block);
    },
  };
}

/** The blocks of a disk that are not zero. */
export function readBlocks(path: string): Map<number, Buffer> {
  const disk = readFileSync(path);
  const blocks = new Map<number, Buffer>();
  for (let index = 0; index * blockBytes < disk.length; index += 1) {
    const block = Buffer.alloc(blockBytes);
    disk.copy(block, 0, index * blockBytes, (index + 1) * blockBytes);
    if (block.some((byte) => byte !== 0)) blocks.set(index, block);
  }
  return blocks;
}
