import {
  type Json,
  type JsonObject,
  readNumber,
  readObject,
  readObjects,
  readText,
  writeAt,
} from '../../json';
import { refuse, refuseConflict, refuseMissing, refuseParameter } from '../../refusal';
import { foldId, getGroupId } from '../../routing/resource-id';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { Writing } from '../../types/resource-type';
import { refuseShared } from '../disks/access';
import { getDiskState } from '../disks/disk-state';
import type { ImageFacts } from './image-reference';

const storage = 'properties.storageProfile';
const diskType = 'Microsoft.Compute/disks';
const usualSizeGB = 30;

/** Refuses disks that a machine cannot begin with. */
export function judgeDisks({ body, cloud, existing }: Writing): void {
  const disk = readObject(body, `${storage}.osDisk`);
  const option = readText(disk, 'createOption');
  if (option === undefined) throw refuseMissing('osDisk.createOption');
  const luns = readObjects(body, `${storage}.dataDisks`).map((one) => readNumber(one, 'lun'));
  if (new Set(luns).size < luns.length)
    throw refuseParameter(
      'dataDisks.lun',
      'A disk at LUN is specified more than once. LUNs of data disks have to differ.',
    );
  if (option.toLowerCase() === 'attach')
    judgeAttached(readText(disk, 'managedDisk.id') ?? '', cloud, existing);
  const set = readText(disk, 'managedDisk.diskEncryptionSet.id');
  if (set !== undefined && !cloud.resources.find(set))
    throw refuse('DiskEncryptionSetNotFound', `The disk encryption set '${set}' was not found.`, {
      status: 404,
    });
}

function judgeAttached(id: string, { resources }: Cloud, machine: Resource | undefined): void {
  const disk = resources.find(id);
  if (!disk) throw refuse('NotFound', `The disk '${id}' was not found.`, { status: 404 });
  if (getDiskState(disk).access !== undefined) throw refuseShared(disk);
  const owner = readText(disk.envelope, 'managedBy');
  if (owner !== undefined && foldId(owner) !== foldId(machine?.id ?? ''))
    throw refuseConflict(
      'ConflictingUserInput',
      `Disk '${disk.name}' cannot be attached as the disk is already owned by VM '${owner}'.`,
    );
}

/** Makes the disks of a machine that begins, and says in it which they are. */
export function makeDisks(writing: Writing, machine: Resource, image: ImageFacts | undefined): void {
  const disk = readObject(machine.properties, 'storageProfile.osDisk');
  const osType = readText(disk, 'osType') ?? image?.osType ?? 'Linux';
  const first = makeDisk(writing, machine, {
    disk: { name: `${machine.name}_OsDisk_1_${machine.etag.slice(1, 9)}`, ...disk, osType },
    more: { osType, hyperVGeneration: image?.generation },
  });
  const data = readObjects(machine.properties, 'storageProfile.dataDisks').map((one) =>
    makeDisk(writing, machine, {
      disk: { name: `${machine.name}_lun_${readNumber(one, 'lun')}`, ...one },
      more: {},
    }),
  );
  const withFirst = writeAt(machine.properties, 'storageProfile.osDisk', first);
  machine.properties = writeAt(withFirst, 'storageProfile.dataDisks', data);
}

function makeDisk(
  { cloud, id, body }: Writing,
  machine: Resource,
  { disk, more }: { readonly disk: JsonObject; readonly more: JsonObject },
): JsonObject {
  const name = readText(disk, 'name') ?? '';
  const diskId = readText(disk, 'managedDisk.id') ?? `${getGroupId(id)}/providers/${diskType}/${name}`;
  const storageAccountType = readText(disk, 'managedDisk.storageAccountType') ?? 'Premium_LRS';
  const found = cloud.resources.find(diskId);
  const size = readNumber(disk, 'diskSizeGB') ?? readNumber(found?.properties, 'diskSizeGB') ?? usualSizeGB;
  const { location = '', tags } = body;
  const owned: Readonly<Record<string, Json | undefined>> = { managedBy: machine.id };
  if (found) found.envelope = { ...found.envelope, ...owned };
  else
    cloud.resources.add({
      id: diskId,
      type: diskType,
      name,
      envelope: { location, sku: { name: storageAccountType }, ...(tags && { tags }), ...owned },
      properties: { ...more, creationData: { createOption: 'FromImage' }, diskSizeGB: size },
      state: 'Succeeded',
    });
  return {
    ...disk,
    diskSizeGB: size,
    managedDisk: { ...readObject(disk, 'managedDisk'), id: diskId, storageAccountType },
  };
}

/** Lets the disks of a machine go, and those with it that are to go. */
export function leaveDisks({ properties }: Resource, { resources }: Cloud): void {
  const disks = [
    readObject(properties, 'storageProfile.osDisk'),
    ...readObjects(properties, 'storageProfile.dataDisks'),
  ];
  for (const disk of disks) {
    const found = resources.find(readText(disk, 'managedDisk.id') ?? '');
    if (!found) continue;
    const { managedBy, ...envelope } = found.envelope;
    found.envelope = envelope;
    if (readText(disk, 'deleteOption') === 'Delete') resources.remove(found.id);
  }
}
