import { readText } from '../json';
import { foldId } from '../routing/resource-id';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import { getDiskState } from './disks/disk-state';
import { getMachine } from './machines/power';

const images = new WeakMap<Resource, string>();

/**
 * Gives an image the content of what it is made of: a blob of its own of what can still be written to, the same one as
 * another image. Nothing without guests, as nobody would look at it then.
 */
export async function keepContent(
  image: Resource,
  source: { readonly id?: string | undefined; readonly uri?: string | undefined },
  cloud: Cloud,
): Promise<void> {
  const { blobs, guests, resources } = cloud;
  if (!blobs || !guests) return;
  const resource = resources.find(source.id ?? '');
  const shared = resource && images.get(resource);
  const own = source.uri ?? (resource && (await findWritten(resource, cloud)));
  const content = shared ?? (own === undefined ? undefined : await blobs.copyDisk(own));
  if (content !== undefined) images.set(image, content);
}

/** Where what is on an image is, as a fixed VHD; nothing for one that nobody knows the content of. */
export function findImageContent(image: Resource): string | undefined {
  return images.get(image);
}

/** Where what is on a disk, a snapshot, or the first disk of a machine is, with all that was written so far. */
export async function findWritten(resource: Resource, { resources }: Cloud): Promise<string | undefined> {
  const isMachine = foldId(resource.type) === 'microsoft.compute/virtualmachines';
  const diskId = readText(resource.properties, 'storageProfile.osDisk.managedDisk.id') ?? '';
  const disk = isMachine ? resources.find(diskId) : resource;
  const machine = isMachine ? resource : resources.find(readText(disk?.envelope, 'managedBy') ?? '');
  // A machine that runs has written what is not in the blob yet.
  if (machine) await getMachine(machine).guest?.save({ reboots: false });
  return disk && getDiskState(disk).uri;
}
