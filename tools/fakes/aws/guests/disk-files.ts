import { execFile } from 'node:child_process';
import { type FileHandle, open, truncate, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { BLOCK_BYTES, type BlockChanges, type Blocks } from './guests';

const run = promisify(execFile);
const GIB = 2 ** 30;

/** A disk of a machine: what it began with, and what was written since beside it. */
export interface DiskFiles {
  readonly base: string;
  readonly overlay: string;
}

/** Writes a disk out; what is zero takes no room. @param size GiB */
export async function writeDiskFiles(
  { base, overlay }: DiskFiles,
  { size, blocks }: { readonly size: number; readonly blocks: Blocks },
): Promise<void> {
  await writeFile(base, '');
  await truncate(base, size * GIB);
  const file = await open(base, 'r+');
  try {
    for (const [index, block] of blocks) await file.write(block, 0, block.length, index * BLOCK_BYTES);
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

/** The blocks that were written since the disk was written out. @param before what it began with */
export async function readChanges({ overlay }: DiskFiles, before: Blocks): Promise<BlockChanges> {
  const { stdout } = await run('qemu-img', ['map', '-f', 'qcow2', '--output=json', overlay], {
    maxBuffer: GIB,
  });
  const written = (JSON.parse(stdout) as readonly Stretch[]).filter(({ depth }) => depth === 0);
  const changes = new Map<number, Buffer>();
  const file = await open(overlay, 'r');
  try {
    for (const stretch of written) await applyStretch(changes, { file, before }, stretch);
  } finally {
    await file.close();
  }
  return new Map([...changes].map(([index, block]) => [index, isZero(block) ? undefined : block]));
}

interface Sources {
  readonly file: FileHandle;
  readonly before: Blocks;
}

async function applyStretch(
  changes: Map<number, Buffer>,
  { file, before }: Sources,
  { start, length, zero, offset }: Stretch,
): Promise<void> {
  for (let at = start; at < start + length; ) {
    const index = Math.floor(at / BLOCK_BYTES);
    const within = at - index * BLOCK_BYTES;
    const count = Math.min(BLOCK_BYTES - within, start + length - at);
    const content = changes.get(index) ?? copyBlock(before.get(index));
    changes.set(index, content);
    if (zero || offset === undefined) content.fill(0, within, within + count);
    else await file.read(content, within, count, offset + at - start);
    at += count;
  }
}

/** Blocks of before are shared with snapshots: nothing may write to them. */
function copyBlock(block: Buffer | undefined): Buffer {
  return block ? Buffer.from(block) : Buffer.alloc(BLOCK_BYTES);
}

function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}
