import type { ContainerClient, PageBlobClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import { hasAzureCode, toAzureFailure } from '../errors';
import {
  CopyError,
  chooseUpload,
  findBlob,
  keepBlockMap,
  mapDisk,
  metadataNames,
  openDisk,
  planUpload,
  type UploadPlan,
  uploadVhd,
} from '../vhd';
import { callStorage } from '../wait';
import type { AzureContext } from './context';
import { findUploadParents } from './find-upload-parents';
import { shortenKey } from './keys';
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
  if (await takeUp(context, blob)) return blob.url;
  try {
    await upload(context, { request, wish, container });
    return blob.url;
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAzureFailure(error, { action: 'Uploading the disk', what: name });
  }
}

/**
 * Whether the whole disk is there. One that was put aside is taken up again; who is about to remove it just then finds that it
 * is not as it was. Of both one is first.
 */
async function takeUp(context: AzureContext, blob: PageBlobClient): Promise<boolean> {
  for (;;) {
    const found = await findBlob(context, blob);
    if (found?.metadata?.[metadataNames.disk] === undefined) return false;
    const { [metadataNames.quarantined]: since, ...metadata } = found.metadata;
    if (since === undefined) return true;
    const call = { action: 'Taking up the disk', what: blob.name };
    const conditions = { ifMatch: found.etag ?? '' };
    try {
      await callStorage(context, call, (options) => blob.setMetadata(metadata, { ...options, conditions }));
      return true;
    } catch (error) {
      const cause = error instanceof Failure ? error.cause : error;
      if (!hasAzureCode(cause, 'ConditionNotMet', 'BlobNotFound')) throw error;
    }
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
  const { destination, maps, log, parents } = request;
  const asked = { action: 'Making the container', what: container.containerName };
  await callStorage(context, asked, (options) => container.createIfNotExists(options));
  await using made = await request.makeDisk();
  await using disk = await openDisk(made.file);
  const map = await mapDisk(disk, context);
  const digest = await keepBlockMap(maps, map);
  const found = await findUploadParents(context, { container, maps, folders: [...parents, wish.definition] });
  const metadata = {
    [metadataNames.image]: wish.image,
    [metadataNames.key]: wish.key,
    [metadataNames.build]: `publish.${destination.name}.${wish.image}.${shortenKey(wish.key)}`,
  };
  const send = async (plan: UploadPlan) => {
    const journal = await log.openUpload(plan, digest);
    await log.note({ state: 'uploading', key: wish.key });
    await uploadVhd(context, { container, blob: getBlobName(wish), disk, plan, journal, digest, metadata });
  };
  try {
    await send(chooseUpload(map, found));
  } catch (error) {
    if (!(error instanceof CopyError)) throw error;
    await log.note({ state: 'uploading', key: wish.key, problem: `${error.message}: all of it is sent` });
    await send(planUpload(map));
  }
}
