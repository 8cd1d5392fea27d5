import { createHash } from 'node:crypto';
import type { StartActivity } from '@strata/sdk';
import { openRawDisk } from '../../disk/formats/raw-disk';
import { countBlockBytes, readBlocks } from '../../disk/formats/read-blocks';

export interface DiskDescription {
  /** Bytes. */
  readonly size: number;
  /** Of all that the disk holds; holes and zeros are one. */
  readonly contentKey: string;
}

const blockSize = 64 * 2 ** 10;

/** Reads a raw disk for its size and a digest, so that equal disks have equal ids in every format. */
export async function describeDisk(
  path: string,
  {
    searchPath,
    signal,
    startActivity,
  }: { readonly searchPath: string; readonly signal: AbortSignal; readonly startActivity: StartActivity },
): Promise<DiskDescription> {
  await using disk = await openRawDisk(path, searchPath);
  using activity = startActivity({
    label: 'reading the disk',
    unit: 'bytes',
    total: countBlockBytes(disk, blockSize),
  });
  const hash = createHash('sha256').update(String(disk.size));
  for await (const { index, bytes } of readBlocks(disk, { blockSize, signal, activity }))
    hash.update(`/${index}/`).update(bytes);
  return { size: disk.size, contentKey: hash.digest('hex') };
}
