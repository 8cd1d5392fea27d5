import type { FileHandle } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';
import { sourceDateEpoch } from '../../../source-date-epoch';
import { writeAt } from '../../../store/whole-bytes';
import { blockSize, fieldLengths, makeHeader } from '../../../tar/header';
import { getOctalLimit } from '../../../tar/number-field';
import { getPadding } from '../../../tar/write';
import { withNewFile } from '../output-file';
import type { RawDisk } from '../raw-disk';
import type { WriteDiskRequest } from '../request';
import { grainSize } from '../vmdk/layout';
import { type DiskWork, withDisk } from '../with-disk';
import { makeManifest, sumOf } from './manifest';
import { describePackage, getPackageNames, type PackagedDisk, writePackagedDisk } from './package-disk';

/** What the header of a tar can say; DSP0243 prescribes the ustar form, which has no longer numbers. */
const mostBytes = getOctalLimit(fieldLengths.size);

/**
 * Writes an OVA: a tar of the description, the sums, and the disk, in this order. The first two are known when the disk
 * is written, and so their places are left free for them.
 */
export function writeOva(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the OVA', blockSize: grainSize }, (disk, work) =>
    withNewFile(request.output, (handle) => writeArchive(handle, { request, disk, work })),
  );
}

interface OvaParts {
  readonly request: WriteDiskRequest;
  readonly disk: RawDisk;
  readonly work: DiskWork;
}

async function writeArchive(handle: FileHandle, { request, disk, work }: OvaParts): Promise<void> {
  const names = getPackageNames(request);
  const free = makeFront(request, disk, { size: mostBytes, sum: sumOf(Buffer.alloc(0)) });
  const start = free.length + blockSize;
  const written = await writePackagedDisk(disk, { handle, start, fileName: names.disk, work });
  if (written.size > mostBytes) throw tooLarge(request.output, written.size);
  const front = makeFront(request, disk, written);
  await writeAt(handle, Buffer.concat([front, makeMemberHeader(names.disk, written.size)]), 0);
  const end = Buffer.concat([getPadding(written.size), Buffer.alloc(2 * blockSize)]);
  await writeAt(handle, end, start + written.size);
}

/** Description and sums as members of the archive, as long as they are with the longest numbers. */
function makeFront(request: WriteDiskRequest, disk: RawDisk, { size, sum }: PackagedDisk): Buffer {
  const names = getPackageNames(request);
  const describe = (fileSize: number) => describePackage(request, { fileSize, diskSize: disk.size });
  const descriptor = Buffer.alloc(describe(mostBytes).length, '\n');
  describe(size).copy(descriptor);
  const manifest = makeManifest([
    { file: names.descriptor, sum: sumOf(descriptor) },
    { file: names.disk, sum },
  ]);
  return Buffer.concat([
    ...makeMember(names.descriptor, descriptor),
    ...makeMember(names.manifest, manifest),
  ]);
}

function makeMember(name: string, bytes: Buffer): readonly Buffer[] {
  return [makeMemberHeader(name, bytes.length), bytes, getPadding(bytes.length)];
}

function makeMemberHeader(name: string, size: number): Buffer {
  const owner = { uid: 0, gid: 0, major: 0, minor: 0 };
  return makeHeader({ name, size, mode: 0o644, mtime: sourceDateEpoch, type: '0', link: '', ...owner });
}

function tooLarge(output: string, size: number): Failure {
  return new Failure(
    problem('LAY121', {
      detail: `The disk of ${output} is ${size} bytes when compressed; in an OVA it has at most ${mostBytes} (8 GiB).`,
      hint: 'Write an ovf, which has no such limit.',
    }),
  );
}
