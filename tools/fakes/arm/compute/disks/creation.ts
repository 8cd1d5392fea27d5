import { judgeVhd } from '../../blobs/judge-vhd';
import { readNumber, readText, writeAt } from '../../json';
import { refuse, refuseConflict, refuseMissing, refuseParameter } from '../../refusal';
import { foldId } from '../../routing/resource-id';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import { judgeAccount } from '../../storage/account';
import type { Writing } from '../../types/resource-type';
import { findWritten } from '../contents';
import { getDiskState } from './disk-state';

const data = 'properties.creationData';
const GIB = 2 ** 30;
const MIB = 2 ** 20;
const footerBytes = 512;
/** From the service's own text: 20 MiB and a footer, 32 TiB and a footer. */
const upload = { least: 20 * MIB + footerBytes, most: 32 * 1024 * GIB + footerBytes } as const;

/** Refuses disks and snapshots that are made of what is not there or not said. */
export function judgeCreation(writing: Writing): void {
  const { body } = writing;
  const option = readText(body, `${data}.createOption`);
  if (option === undefined) throw refuseMissing('disk.creationData.createOption');
  (judges[option.toLowerCase()] ?? refuseOption)(writing);
}

const judges: Readonly<Record<string, (writing: Writing) => void>> = {
  empty: ({ body }) => void need(readNumber(body, 'properties.diskSizeGB'), 'disk.diskSizeGB'),
  import({ body, cloud }) {
    const uri = need(readText(body, `${data}.sourceUri`), 'disk.creationData.sourceUri');
    const accountId = need(readText(body, `${data}.storageAccountId`), 'disk.creationData.storageAccountId');
    judgeAccount(cloud, { uri, accountId });
  },
  upload({ body }) {
    const size = need(readNumber(body, `${data}.uploadSizeBytes`), 'disk.creationData.uploadSizeBytes');
    if (size < upload.least || size > upload.most || (size - footerBytes) % MIB !== 0)
      throw refuseParameter(
        'disk.creationData.uploadSizeBytes',
        `The value '${size}' of parameter 'uploadSizeBytes' is out of range: it has to be a whole number of MiB and 512 bytes, between ${upload.least} and ${upload.most}.`,
      );
    if (readNumber(body, 'properties.diskSizeGB') !== undefined)
      throw refuseParameter(
        'disk.diskSizeGB',
        "Parameter 'diskSizeGB' is not allowed with createOption 'Upload'.",
      );
  },
  copy: (writing) => judgeSource(writing, `${data}.sourceResourceId`, ['disks', 'snapshots']),
  restore: (writing) => judgeSource(writing, `${data}.sourceResourceId`, ['disks', 'snapshots']),
  fromimage({ cloud, body }) {
    const id =
      readText(body, `${data}.galleryImageReference.id`) ?? readText(body, `${data}.imageReference.id`);
    const found = cloud.resources.find(need(id, 'disk.creationData.imageReference.id'));
    if (!found && !cloud.platform.isImageId(id ?? ''))
      throw refuse('NotFound', `The image '${id}' was not found.`, { status: 404 });
  },
};

function refuseOption({ body }: Writing): void {
  throw refuseParameter(
    'disk.creationData.createOption',
    `The fake makes no disks by '${readText(body, `${data}.createOption`)}'.`,
  );
}

function need<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw refuseMissing(name);
  return value;
}

function judgeSource({ cloud, body }: Writing, path: string, kinds: readonly string[]): void {
  const id = need(readText(body, path), `disk.${path.replace('properties.', '')}`);
  const source = cloud.resources.find(id);
  if (!source || !kinds.some((kind) => foldId(source.type) === foldId(`Microsoft.Compute/${kind}`)))
    throw refuse('ResourceNotFound', `The source '${id}' was not found.`, { status: 404 });
  if (readText(source.envelope, 'location') !== cloud.findLocation(readText(body, 'location') ?? '')?.name)
    throw refuseParameter('location', `The source '${id}' is in another region.`);
  if (source.state !== 'Succeeded')
    throw refuseConflict('OperationNotAllowed', `The source '${id}' is in state '${source.state}'.`);
}

/** Brings the content to where it is to be. A blob that is no VHD fails the operation. */
export async function fillDisk({ body, cloud }: Writing, disk: Resource): Promise<void> {
  const option = readText(body, `${data}.createOption`)?.toLowerCase();
  const uri = readText(body, `${data}.sourceUri`);
  const state = getDiskState(disk);
  if (option === 'import' && uri !== undefined) {
    setSize(disk, await judgeVhd(cloud.blobs, uri, 'owner'));
    state.uri ??= await cloud.blobs?.copyDisk(uri);
  }
  if (option === 'upload') setSize(disk, (readNumber(body, `${data}.uploadSizeBytes`) ?? 0) - footerBytes);
  if (option === 'copy') await copyContent(disk, readText(body, `${data}.sourceResourceId`) ?? '', cloud);
}

async function copyContent(disk: Resource, sourceId: string, cloud: Cloud): Promise<void> {
  const source = cloud.resources.find(sourceId);
  if (!source) throw refuse('ResourceNotFound', `The source '${sourceId}' was not found.`, { status: 404 });
  const uri = await findWritten(source, cloud);
  const state = getDiskState(disk);
  if (uri !== undefined) state.uri ??= await cloud.blobs?.copyDisk(uri);
  const size = readNumber(source.properties, 'diskSizeBytes');
  if (size !== undefined) setSize(disk, size);
  const osType = readText(source.properties, 'osType');
  if (osType !== undefined) disk.properties = { osType, ...disk.properties };
}

function setSize(disk: Resource, bytes: number): void {
  const asked = readNumber(disk.properties, 'diskSizeGB') ?? 0;
  disk.properties = writeAt(disk.properties, 'diskSizeGB', Math.max(asked, Math.ceil(bytes / GIB)));
  disk.properties = writeAt(disk.properties, 'diskSizeBytes', bytes);
}
