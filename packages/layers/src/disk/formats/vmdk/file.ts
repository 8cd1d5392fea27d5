import { getFileStem } from '../file-stem';
import { createOutputFile, withNewFile } from '../output-file';
import type { WriteDiskRequest } from '../request';
import { withDisk } from '../with-disk';
import { grainSize } from './layout';
import { writeVmdk } from './write';

/** Writes a disk as a VMDK by itself. */
export function writeVmdkFile(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the VMDK', blockSize: grainSize }, (disk, options) =>
    withNewFile(request.output, (handle) =>
      writeVmdk(disk, createOutputFile(handle), {
        ...options,
        fileName: `${getFileStem(request.name)}.vmdk`,
      }),
    ),
  );
}
