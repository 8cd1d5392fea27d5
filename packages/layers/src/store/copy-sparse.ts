import { constants } from 'node:fs';
import { copyFile, type FileHandle, open } from 'node:fs/promises';
import type { StoreContext } from './context';
import { type DataRange, findDataRanges } from './data-ranges';
import { toolFailed } from './errors';
import { readAt, writeAt } from './whole-bytes';

/**
 * Copies a file by what is stored of it: holes stay holes, and where the file system can share blocks nothing is copied
 * at all. What was there before is replaced.
 *
 * @throws Failure LAY005 on a full disk, LAY010 when it cannot be read or written
 */
export async function copySparse(
  { layout, searchPath }: Pick<StoreContext, 'layout' | 'searchPath'>,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    if (await shareBlocks(from, to)) return;
    await using source = await open(from);
    await using target = await open(to, 'w');
    const { size } = await source.stat();
    await target.truncate(size);
    const ranges = await findDataRanges(from, { size, searchPath });
    await copyRanges({ source, target, ...(signal && { signal }) }, ranges);
  } catch (error) {
    signal?.throwIfAborted();
    throw toolFailed(layout.directory, 'Copying', (error as Error).message);
  }
}

/** As btrfs and XFS can. False leaves nothing at the target. */
async function shareBlocks(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}

interface Copying {
  readonly source: FileHandle;
  readonly target: FileHandle;
  readonly signal?: AbortSignal;
}

const pieceSize = 2 ** 20;
/** Node has four threads for files by default; on two processors two take two thirds of one's time. */
const copiers = 4;
const zeros = Buffer.alloc(pieceSize);

async function copyRanges(copying: Copying, ranges: readonly DataRange[]): Promise<void> {
  const pieces = listPieces(ranges);
  await Promise.all(Array.from({ length: copiers }, () => copyPieces(copying, pieces)));
}

function* listPieces(ranges: readonly DataRange[]): Generator<DataRange> {
  for (const { start, end } of ranges)
    for (let at = start; at < end; at += pieceSize) yield { start: at, end: Math.min(end, at + pieceSize) };
}

/** Several of these take from the same list. */
async function copyPieces({ source, target, signal }: Copying, pieces: Iterable<DataRange>): Promise<void> {
  const memory = Buffer.allocUnsafeSlow(pieceSize);
  for (const { start, end } of pieces) {
    signal?.throwIfAborted();
    const bytes = memory.subarray(0, end - start);
    await readAt(source, bytes, start);
    // Where nobody could tell of holes, all of the file is one range.
    if (!bytes.equals(zeros.subarray(0, bytes.length))) await writeAt(target, bytes, start);
  }
}
