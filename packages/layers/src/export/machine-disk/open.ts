import { open } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { StartActivity } from '@strata/sdk';
import { problem } from '../../codes';
import { diskHeadSize, findDiskForm } from '../../contents/disk-forms';
import { runQemuImg } from '../../disk/formats/qcow2/qemu-img';

interface OpenDisk {
  /** Where a raw disk may be made of one in another form. */
  readonly temporary: string;
  readonly searchPath: string;
  readonly signal: AbortSignal;
  readonly startActivity: StartActivity;
}

/** What the activity counts to: a part of one. */
const whole = 100;

/** Path of a raw disk with what the file holds: itself, or one that is made of a qcow2. */
export async function openMachineDisk(
  path: string,
  { temporary, searchPath, signal, startActivity }: OpenDisk,
): Promise<string> {
  const form = findDiskForm(await readHead(path));
  if (form === 'raw') return path;
  if (form !== 'qcow2') throw notDisk(path, form);
  using activity = startActivity({ label: 'unpacking the disk', unit: 'items', total: whole });
  await runQemuImg({
    args: ['convert', '-p', '-f', 'qcow2', '-O', 'raw', path, temporary],
    searchPath,
    signal,
    onProgress: (part) => activity.set({ done: Math.round(part * whole) }),
  });
  return temporary;
}

async function readHead(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(diskHeadSize), 0, diskHeadSize, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new Failure(
      problem('LAY124', {
        detail: `${path} belongs to the artifact and cannot be read: ${(cause as Error).message}.`,
        hint: 'Build it again.',
      }),
      { cause },
    );
  }
}

function notDisk(path: string, form: string | undefined): Failure {
  return new Failure(
    problem('LAY124', {
      detail: `${path} is ${form === undefined ? 'no disk that starts machines' : `a disk in the form ${form}`}. Disks that are exported are raw ones with a boot sector, and qcow2.`,
      hint: 'Put the post-processor where the artifact is an image of layers or the disk of a machine.',
    }),
  );
}
