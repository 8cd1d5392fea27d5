import { readFileSync } from 'node:fs';
import { blockBytes } from '../../blocks/block-map';
import type { GuestDisk } from '../guests';

/** A disk whose blocks are in memory. */
export function createMemoryDisk(
  volumeId: string,
  blocks: Map<number, Buffer>,
): GuestDisk & { readonly written: readonly number[] } {
  const written: number[] = [];
  return {
    volumeId,
    sizeGib: 1,
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
