import { judgeVhd } from '../../blobs/judge-vhd';
import { type JsonObject, readObject, readText } from '../../json';
import { refuse, refuseConflict, refuseMissing, refuseParameter } from '../../refusal';
import { foldId, getParentId } from '../../routing/resource-id';
import { foldLocation } from '../../state/locations';
import type { Resource } from '../../state/resource';
import { judgeAccount } from '../../storage/account';
import type { Writing } from '../../types/resource-type';
import { refuseShared } from '../disks/access';
import { getDiskState } from '../disks/disk-state';
import { getMachine, isGeneralized } from '../machines/power';

const storage = 'properties.storageProfile';

/** What a version is made of, and where that was said. */
export function readSource(body: JsonObject): JsonObject {
  const full = readObject(body, `${storage}.source`);
  const disk = readObject(body, `${storage}.osDiskImage.source`);
  const said = {
    id: readText(full, 'id'),
    virtualMachineId: readText(full, 'virtualMachineId'),
    communityGalleryImageId: readText(full, 'communityGalleryImageId'),
    diskId: readText(disk, 'id'),
    uri: readText(disk, 'uri'),
    storageAccountId: readText(disk, 'storageAccountId'),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Refuses sources that are none, several, not there or not fit. What is in a blob is looked at later. */
export function judgeSource(writing: Writing): void {
  const { body, cloud } = writing;
  const { storageAccountId, uri, ...ids } = readSource(body);
  const count = Object.keys(ids).length + (uri === undefined ? 0 : 1);
  if (count === 0) throw refuseMissing('galleryImageVersion.properties.storageProfile.source');
  if (count > 1)
    throw refuseParameter(
      'galleryImageVersion.properties.storageProfile',
      'Exactly one source of the OS disk image may be specified.',
    );
  if (typeof uri === 'string') {
    if (typeof storageAccountId !== 'string')
      throw refuseMissing(
        'galleryImageVersion.properties.storageProfile.osDiskImage.source.storageAccountId',
      );
    judgeAccount(cloud, { uri, accountId: storageAccountId });
    return;
  }
  const allowed = sourceTypes[Object.keys(ids)[0] ?? ''] ?? [];
  judgeResource(writing, { id: String(Object.values(ids)[0]), allowed });
}

const machines = 'Microsoft.Compute/virtualMachines';
const images = 'Microsoft.Compute/images';
const sourceTypes: Readonly<Record<string, readonly string[]>> = {
  id: [images, machines, 'Microsoft.Compute/galleries/images/versions'],
  virtualMachineId: [machines],
  diskId: ['Microsoft.Compute/disks', 'Microsoft.Compute/snapshots'],
};

function judgeResource(
  writing: Writing,
  { id, allowed }: { readonly id: string; readonly allowed: readonly string[] },
): void {
  const { cloud, body } = writing;
  const source = cloud.resources.find(id);
  if (!source || !allowed.some((type) => foldId(type) === foldId(source.type)))
    throw refuse(
      'ResourceNotFound',
      `The source '${id}' of the gallery image version was not found among ${allowed.join(', ')}.`,
      { status: 404 },
    );
  const location = foldLocation(readText(body, 'location') ?? '');
  if (readText(source.envelope, 'location') !== location)
    throw refuseParameter(
      'location',
      `The location '${location}' of the gallery image version must be that of its source '${id}'.`,
    );
  if (source.state !== 'Succeeded')
    throw refuseConflict('OperationNotAllowed', `The source '${id}' is in state '${source.state}'.`);
  judgeClosed(source);
  judgeDefinition(writing, source);
}

/** The source is of the kind that its definition says. */
function judgeDefinition({ cloud, id }: Writing, source: Resource): void {
  const definition = cloud.resources.find(getParentId(id) ?? '');
  const state = readText(definition?.properties, 'osState');
  const generation = readText(definition?.properties, 'hyperVGeneration') ?? 'V1';
  const own =
    source.type === machines
      ? getMachine(source).generation
      : readText(source.properties, 'hyperVGeneration');
  if (own !== undefined && own !== generation)
    throw refuseConflict(
      'Conflict',
      `The Hyper-V generation '${own}' of source '${source.id}' does not match '${generation}' of the gallery image.`,
    );
  if (source.type === images && readText(source.properties, 'storageProfile.osDisk.osState') !== state)
    throw refuseParameter(
      'galleryImageVersion.properties.storageProfile.source',
      `The OS state of the source '${source.id}' does not match '${state}' of the gallery image.`,
    );
  if (source.type === machines && isGeneralized(source) !== (state === 'Generalized'))
    throw refuseConflict(
      'OperationNotAllowed',
      `The virtual machine '${source.name}' ${isGeneralized(source) ? 'is' : 'is not'} generalized, and the gallery image is ${state}.`,
    );
}

/** Looks at what is in a blob, or in a disk that came from one. @returns its bytes, where there are any */
export async function judgeContent({ body, cloud }: Writing): Promise<number | undefined> {
  const { uri, diskId } = readSource(body);
  if (typeof uri === 'string') return await judgeVhd(cloud.blobs, uri, 'owner');
  const disk = typeof diskId === 'string' ? cloud.resources.find(diskId) : undefined;
  const content = disk && getDiskState(disk).uri;
  return content === undefined ? undefined : await judgeVhd(cloud.blobs, content, 'owner');
}

function judgeClosed(disk: Resource): void {
  const { access, uploaded } = getDiskState(disk);
  if (access !== undefined) throw refuseShared(disk);
  if (readText(disk.properties, 'creationData.createOption') === 'Upload' && !uploaded)
    throw refuseConflict('OperationNotAllowed', `The disk '${disk.id}' waits for its upload.`);
}
