import { lstat, rm } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { DiskFormat } from '@strata/sdk';
import { problem } from '../../codes';
import { writeOva } from './ovf/write-ova';
import { writeOvf } from './ovf/write-ovf';
import { writeQcow2 } from './qcow2/write';
import { writeRaw } from './raw/write';
import type { ConvertRequest, WriteDiskRequest } from './request';
import { writeVhd } from './vhd/write';
import { writeVhdx } from './vhdx/write';
import { writeVmdkFile } from './vmdk/file';
import { writeVmx } from './vmx/write';
import { writeZstd } from './zstd/write';

const writers: Readonly<Record<DiskFormat, (request: WriteDiskRequest) => Promise<void>>> = {
  raw: writeRaw,
  'raw.zst': writeZstd,
  qcow2: writeQcow2,
  vhd: writeVhd,
  vhdx: writeVhdx,
  vmdk: writeVmdkFile,
  ova: writeOva,
  ovf: writeOvf,
  vmx: writeVmx,
};

/**
 * Writes a raw disk in another format. Equal disks and requests give equal bytes; when it fails or is cancelled, nothing
 * is left.
 *
 * @throws Failure when the disk cannot be read or does not fit the format, a program is missing, or there is no room
 */
export async function convertDisk({ format, ...request }: ConvertRequest): Promise<void> {
  request.signal?.throwIfAborted();
  await assertFree(request.output);
  try {
    await writers[format](request);
  } catch (error) {
    await rm(request.output, { recursive: true, force: true });
    throw explain(request.output, error);
  }
}

/** What is there is somebody else's, and is neither written over nor removed when something fails. */
async function assertFree(output: string): Promise<void> {
  const found = await lstat(output).catch(() => undefined);
  if (!found) return;
  throw new Failure(
    problem('LAY122', { detail: `${output} is there already.`, hint: 'Choose another place, or remove it.' }),
  );
}

function explain(output: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof Failure || code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new Failure(
    problem('LAY122', {
      detail: `${output} was not written: ${message}.`,
      hint: isFull
        ? 'Free some space there, or choose another place.'
        : 'Check that the place exists, may be written and is free.',
    }),
    { cause: error },
  );
}
