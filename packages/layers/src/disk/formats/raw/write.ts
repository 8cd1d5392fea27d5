import { copySparse } from '../copy-sparse';
import { withNewFile } from '../output-file';
import type { WriteDiskRequest } from '../request';
import { withDisk } from '../with-disk';

/** Copies a disk with its holes. */
export function writeRaw(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the disk', blockSize: 1 }, (disk, options) =>
    withNewFile(request.output, async (handle) => {
      await handle.truncate(disk.size);
      await copySparse(disk, handle, options);
    }),
  );
}
