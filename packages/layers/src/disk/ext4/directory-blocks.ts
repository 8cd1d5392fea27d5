import type { ByteText } from '../../tar';
import { crc32c } from './crc32c';
import type { Kind } from './inode';
import { blockSize } from './superblock';

/**
 * Linear directories: entries one after the other, none across blocks, and a checksum at the end of each block
 * (Documentation/filesystems/ext4, directory.rst).
 */
export interface NameTarget {
  readonly inode: number;
  readonly kind: Kind;
}

export interface Name extends NameTarget {
  readonly name: ByteText;
}

/** The longest name, in bytes. */
export const longestName = 255;

const entry = { inode: 0, length: 4, nameLength: 6, type: 7, name: 8 } as const;

/** What stands beside a name for its kind. */
const types: Readonly<Record<Kind, number>> = {
  file: 1,
  directory: 2,
  character: 3,
  block: 4,
  fifo: 5,
  symlink: 7,
};
const kindOfType = new Map((Object.keys(types) as Kind[]).map((kind) => [types[kind], kind]));

/** The end of a block looks like an entry without inode and name, so that old kernels skip it. */
const tail = { size: 12, type: 0xde, sum: 8 } as const;
const room = blockSize - tail.size;

/** Bytes an entry takes at least. */
export function getEntrySize(name: ByteText): number {
  return Math.ceil((entry.name + name.length) / 4) * 4;
}

/** All names in blocks of a directory, also `.` and `..`. */
export function readNames(blocks: Iterable<Buffer>): readonly Name[] {
  const names: Name[] = [];
  for (const block of blocks) {
    for (let at = 0; at < room; ) {
      const length = block.readUInt16LE(at + entry.length);
      const kind = kindOfType.get(block.readUInt8(at + entry.type));
      const inode = block.readUInt32LE(at + entry.inode);
      const start = at + entry.name;
      const name = block.toString('latin1', start, start + block.readUInt8(at + entry.nameLength));
      if (inode !== 0 && kind !== undefined) names.push({ name, inode, kind });
      // A damaged block must not be gone over for ever.
      at += Math.max(length, entry.name);
    }
  }
  return names;
}

/** Names packed into blocks in the order given, one list after the other. At least one block. */
export function packNames(
  lists: readonly ReadonlyMap<ByteText, NameTarget>[],
  seed: number,
): readonly Buffer[] {
  const blocks: Buffer[] = [];
  let block = Buffer.alloc(blockSize);
  let at = 0;
  let last = 0;
  const finish = (): void => {
    block.writeUInt16LE(room - last, last + entry.length);
    finishBlock(block, seed);
    blocks.push(block);
  };
  const add = (name: ByteText, { inode, kind }: NameTarget): void => {
    const size = getEntrySize(name);
    if (at + size > room) {
      finish();
      block = Buffer.alloc(blockSize);
      at = 0;
    }
    block.writeUInt32LE(inode, at + entry.inode);
    block.writeUInt16LE(size, at + entry.length);
    block.writeUInt8(name.length, at + entry.nameLength);
    block.writeUInt8(types[kind], at + entry.type);
    block.write(name, at + entry.name, 'latin1');
    last = at;
    at += size;
  };
  for (const list of lists) for (const [name, target] of list) add(name, target);
  finish();
  return blocks;
}

function finishBlock(block: Buffer, seed: number): void {
  block.writeUInt16LE(tail.size, room + entry.length);
  block.writeUInt8(tail.type, room + entry.type);
  block.writeUInt32LE(crc32c(seed, block, 0, room), room + tail.sum);
}
