import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { getFileStem } from '../file-stem';
import { completeMachine } from '../machine';
import { createOutputFile } from '../output-file';
import type { RawDisk } from '../raw-disk';
import type { WriteDiskRequest } from '../request';
import { writeVmdk } from '../vmdk/write';
import type { DiskWork } from '../with-disk';
import { makeEnvelope } from './envelope';

/** Names of the files of a package. */
export function getPackageNames({ name }: Pick<WriteDiskRequest, 'name'>) {
  const stem = getFileStem(name);
  return { descriptor: `${stem}.ovf`, manifest: `${stem}.mf`, disk: `${stem}-disk1.vmdk` } as const;
}

export interface PackagedDisk {
  /** Bytes of its file. */
  readonly size: number;
  /** SHA-256, in hexadecimal digits. */
  readonly sum: string;
}

/** Writes the disk of a package into a file, from `start` on, and sums it up as it goes. */
export async function writePackagedDisk(
  disk: RawDisk,
  {
    handle,
    start,
    fileName,
    work,
  }: {
    readonly handle: FileHandle;
    readonly start: number;
    readonly fileName: string;
    readonly work: DiskWork;
  },
): Promise<PackagedDisk> {
  const hash = createHash('sha256');
  const output = createOutputFile(handle, start, (bytes) => hash.update(bytes));
  await writeVmdk(disk, output, { ...work, fileName });
  return { size: output.position, sum: hash.digest('hex') };
}

/** The description of the package of a request. */
export function describePackage(
  request: WriteDiskRequest,
  sizes: { readonly fileSize: number; readonly diskSize: number },
): Buffer {
  const { disk: diskFile } = getPackageNames(request);
  const machine = completeMachine(request.machine);
  return Buffer.from(makeEnvelope({ name: request.name, machine, diskFile, ...sizes }));
}
