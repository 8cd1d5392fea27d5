import { growDisk, makeEmptyDisk } from '../../blobs/disk-content';
import { type JsonObject, readNumber, readObject, readObjects, readText } from '../../json';
import type { Resource } from '../../state/resource';
import type { Writing } from '../../types/resource-type';
import { getDiskState } from '../disks/disk-state';
import type { ImageFacts } from './image-reference';

const GIB = 2 ** 30;

/** Puts on the disks of a machine what its image has, for guests to start from. Nothing in a cloud without guests. */
export async function fillDisks(
  { body, cloud }: Writing,
  { properties }: Resource,
  image: ImageFacts | undefined,
): Promise<void> {
  const { blobs, guests, resources } = cloud;
  if (!blobs || !guests) return;
  const find = (disk: JsonObject) => {
    const found = resources.find(readText(disk, 'managedDisk.id') ?? '');
    return found && getDiskState(found);
  };
  const first = find(readObject(properties, 'storageProfile.osDisk'));
  const asked = readNumber(body, 'properties.storageProfile.osDisk.diskSizeGB') ?? 0;
  if (first && image?.content !== undefined) {
    first.uri ??= await blobs.copyDisk(image.content);
    await growDisk(blobs, first.uri, asked * GIB);
  }
  for (const disk of readObjects(properties, 'storageProfile.dataDisks')) {
    const state = find(disk);
    if (state) state.uri ??= await makeEmptyDisk(blobs, (readNumber(disk, 'diskSizeGB') ?? 1) * GIB);
  }
}
