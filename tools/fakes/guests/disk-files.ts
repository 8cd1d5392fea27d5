import { execFile } from 'node:child_process';
import { type FileHandle, open, truncate, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { GuestDisk } from './guests';

const run = promisify(execFile);
/** Bytes of what QEMU tells of a disk. */
const LONGEST_MAP = 2 ** 30;

/** A disk of a machine: what it began with, and what was written since beside it. */
export interface DiskFiles {
  readonly base: string;
  readonly overlay: string;
}

/** Writes a disk out; what is zero takes no room. */
export async function writeDiskFiles({ base, overlay }: DiskFiles, disk: GuestDisk): Promise<void> {
  await writeFile(base, '');
  await truncate(base, disk.bytes);
  const file = await open(base, 'r+');
  try {
    for (const index of disk.indexes)
      await file.write(await disk.read(index), 0, disk.blockBytes, index * disk.blockBytes);
  } finally {
    await file.close();
  }
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', base, overlay]);
}

/** A stretch of a disk. Source: `qemu-img map`. */
interface Stretch {
  readonly start: number;
  readonly length: number;
  /** 0 for what stands in the overlay itself. */
  readonly depth: number;
  readonly zero: boolean;
  /** Where in its file it stands; absent for what stands nowhere. */
  readonly offset?: number;
}

/** Gives a disk, whose machine has ended or stands still, the blocks that were written since it was written out. */
export async function writeChanges({ overlay }: DiskFiles, disk: GuestDisk): Promise<void> {
  const { stdout } = await run('qemu-img', ['map', '-U', '-f', 'qcow2', '--output=json', overlay], {
    maxBuffer: LONGEST_MAP,
  });
  const written = (JSON.parse(stdout) as readonly Stretch[]).filter(({ depth }) => depth === 0);
  const before = new Set(disk.indexes);
  const file = await open(overlay, 'r');
  try {
    for (const [index, parts] of cutIntoBlocks(written, disk.blockBytes)) {
      const block = before.has(index) ? await disk.read(index) : Buffer.alloc(disk.blockBytes);
      for (const part of parts) await fill(block, part, file);
      await disk.write(index, block);
    }
  } finally {
    await file.close();
  }
}

/** A part of a block that was written. */
interface Part {
  readonly within: number;
  readonly length: number;
  /** In the overlay; undefined for zeros. */
  readonly offset: number | undefined;
}

function cutIntoBlocks(
  stretches: readonly Stretch[],
  blockBytes: number,
): ReadonlyMap<number, readonly Part[]> {
  const blocks = new Map<number, Part[]>();
  for (const { start, length, zero, offset } of stretches)
    for (let at = start; at < start + length; ) {
      const index = Math.floor(at / blockBytes);
      const within = at - index * blockBytes;
      const count = Math.min(blockBytes - within, start + length - at);
      const from = zero || offset === undefined ? undefined : offset + at - start;
      blocks.set(index, [...(blocks.get(index) ?? []), { within, length: count, offset: from }]);
      at += count;
    }
  return blocks;
}

async function fill(block: Buffer, { within, length, offset }: Part, file: FileHandle): Promise<void> {
  if (offset === undefined) block.fill(0, within, within + length);
  else await file.read(block, within, length, offset);
}
