import type { ContainerClient } from '@azure/storage-blob';
import { toAzureFailure } from '../errors';
import { chooseUpload, findBlob, keepBlockMap, mapDisk, metadataNames, openDisk, uploadVhd } from '../vhd';
import { callStorage } from '../wait';
import type { AzureContext } from './context';
import { findUploadParents } from './find-upload-parents';
import type { MakeRequest } from './request';
import type { VersionWish } from './wish';

/** Name of the blob of an image's disk within the container. */
function getBlobName({ definition, key }: VersionWish): string {
  return `${definition}/${key}.vhd`;
}

function openContainer({ session }: AzureContext, { destination }: MakeRequest): ContainerClient {
  const { account, container } = destination.storage;
  return session.blobs(account).getContainerClient(container);
}

/** Address of the blob of an image's disk. */
export function getDiskUrl(context: AzureContext, request: MakeRequest, wish: VersionWish): string {
  return openContainer(context, request).getPageBlobClient(getBlobName(wish)).url;
}

/** Sees to it that the account has the image's whole disk; uploads what is missing of it. @returns its address */
export async function ensureDisk(
  context: AzureContext,
  request: MakeRequest,
  wish: VersionWish,
): Promise<string> {
  const container = openContainer(context, request);
  const name = getBlobName(wish);
  const blob = container.getPageBlobClient(name);
  if ((await findBlob(context, blob))?.metadata?.[metadataNames.disk] !== undefined) return blob.url;
  try {
    await upload(context, { request, wish, container });
    return blob.url;
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAzureFailure(error, { action: 'Uploading the disk', what: name });
  }
}

async function upload(
  context: AzureContext,
  {
    request,
    wish,
    container,
  }: { readonly request: MakeRequest; readonly wish: VersionWish; readonly container: ContainerClient },
): Promise<void> {
  const { maps, log, parents } = request;
  const asked = { action: 'Making the container', what: container.containerName };
  await callStorage(context, asked, (options) => container.createIfNotExists(options));
  await using made = await request.makeDisk();
  await using disk = await openDisk(made.file);
  const map = await mapDisk(disk, context);
  const digest = await keepBlockMap(maps, map);
  const found = await findUploadParents(context, { container, maps, folders: [...parents, wish.definition] });
  const plan = chooseUpload(map, found);
  const journal = await log.openUpload(plan, digest);
  await log.note({ state: 'uploading', key: wish.key });
  const metadata = { strata_image: wish.image, strata_key: wish.key };
  await uploadVhd(context, { container, blob: getBlobName(wish), disk, plan, journal, digest, metadata });
}
