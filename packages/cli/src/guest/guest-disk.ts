import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { openWorkspaceStore } from '@strata/layers/store';
import type { Files, ImageFacts, LayerContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { problem } from '../codes';
import type { GuestFirmware } from './firmware';
import type { GuestMachine } from './guest-machine';

const MIB = 2 ** 20;

/** Another number when the same layers are to become another disk. */
const VERSION = 1;

export interface GuestDiskRequest {
  /** Holds the disks of this image alone. */
  readonly folder: string;
  readonly image: Pick<ImageFacts, 'layers' | 'base'>;
  readonly firmware: GuestFirmware;
}

/**
 * The disk of a built image that its guests start from, made when it is not there; those of what it was before go.
 * One disk serves BIOS and UEFI, another one Secure Boot.
 *
 * @returns its path; the name follows from what is on it
 * @throws Failure for an image that no such disk can be made of: LAY102 where Secure Boot has no shim
 */
export async function prepareGuestDisk(
  context: LayerContext,
  { folder, image, firmware }: GuestDiskRequest,
): Promise<string> {
  const content = getContentName(image);
  const secureBoot = firmware === 'secure-boot';
  const path = join(folder, `${content}${secureBoot ? '-secure-boot' : ''}.raw`);
  await mkdir(folder, { recursive: true });
  for (const other of await readdir(folder))
    if (!other.startsWith(content)) await rm(join(folder, other), { force: true });
  if (await context.ports.files.stat(path)) return path;
  const { makeDisk } = await import('@strata/layers/disk');
  const store = await openWorkspaceStore(context);
  const startActivity = createActivities(context.reporter, context.ports.clock);
  const { signal } = context;
  await makeDisk(store, { image, output: path, options: { secureBoot }, signal, startActivity });
  return path;
}

/** A machine's disk may be larger than the one it is a copy of. @throws Failure CLI004 when it is to be smaller */
export async function checkDiskSize(
  files: Pick<Files, 'stat'>,
  disk: string,
  { diskSize }: GuestMachine,
): Promise<void> {
  const size = (await files.stat(disk))?.size ?? 0;
  if (diskSize === undefined || diskSize >= size) return;
  throw new Failure(
    problem('CLI004', {
      detail: `-disk-size was given ${diskSize / MIB}M, and the disk of the image has ${size / MIB}M already. Allowed: at least as much.`,
    }),
  );
}

/** The same for the same layers: what is on the disk follows from it. */
function getContentName({ layers }: Pick<ImageFacts, 'layers'>): string {
  const content = JSON.stringify([VERSION, ...layers.map(({ diffId }) => diffId)]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
