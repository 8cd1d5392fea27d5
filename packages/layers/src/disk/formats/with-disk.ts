import type { Activity } from '@strata/sdk';
import { openRawDisk, type RawDisk } from './raw-disk';
import { countBlockBytes } from './read-blocks';
import type { WriteDiskRequest } from './request';

export interface DiskWork {
  readonly signal?: AbortSignal | undefined;
  readonly activity?: Activity | undefined;
}

/** Opens the disk of a request, begins to report how much of it was read, and ends both after the work. */
export async function withDisk<T>(
  request: WriteDiskRequest,
  {
    label,
    blockSize,
  }: { readonly label: string /** Bytes that are read at least. */; readonly blockSize: number },
  work: (disk: RawDisk, options: DiskWork) => Promise<T>,
): Promise<T> {
  await using disk = await openRawDisk(request.input, request.searchPath);
  const total = countBlockBytes(disk, blockSize);
  using activity = request.startActivity?.({ label, unit: 'bytes', total });
  return await work(disk, { signal: request.signal, activity });
}
