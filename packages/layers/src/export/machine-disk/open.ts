import type { StartActivity } from '@strata/sdk';
import { runQemuImg } from '../../disk/formats/qcow2/qemu-img';
import type { MachineDisk } from './find';

interface OpenDisk {
  /** Where a raw disk may be made of one in another form. */
  readonly temporary: string;
  readonly searchPath: string;
  readonly signal: AbortSignal;
  readonly startActivity: StartActivity;
}

/** What the activity counts to: a part of one. */
const whole = 100;

/** Path of a raw disk with what a disk holds: itself, or one that is made of a qcow2. */
export async function openMachineDisk(
  { path, form }: MachineDisk,
  { temporary, searchPath, signal, startActivity }: OpenDisk,
): Promise<string> {
  if (form === 'raw') return path;
  using activity = startActivity({ label: 'unpacking the disk', unit: 'items', total: whole });
  await runQemuImg({
    args: ['convert', '-p', '-f', 'qcow2', '-O', 'raw', path, temporary],
    searchPath,
    signal,
    onProgress: (part) => activity.set({ done: Math.round(part * whole) }),
  });
  return temporary;
}
