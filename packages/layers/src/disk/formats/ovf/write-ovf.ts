import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withNewFile } from '../output-file';
import type { WriteDiskRequest } from '../request';
import { grainSize } from '../vmdk/layout';
import { withDisk } from '../with-disk';
import { makeManifest, sumOf } from './manifest';
import { describePackage, getPackageNames, writePackagedDisk } from './package-disk';

/** Writes a folder with a VMDK, the description of a machine that has it, and the sums of both. */
export function writeOvf(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the OVF', blockSize: grainSize }, async (disk, work) => {
    const names = getPackageNames(request);
    await mkdir(request.output);
    const { size, sum } = await withNewFile(join(request.output, names.disk), (handle) =>
      writePackagedDisk(disk, { handle, start: 0, fileName: names.disk, work }),
    );
    const descriptor = describePackage(request, { fileSize: size, diskSize: disk.size });
    const manifest = makeManifest([
      { file: names.descriptor, sum: sumOf(descriptor) },
      { file: names.disk, sum },
    ]);
    await writeFile(join(request.output, names.descriptor), descriptor);
    await writeFile(join(request.output, names.manifest), manifest);
  });
}
