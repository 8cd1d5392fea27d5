import type { ContainerClient, PageBlobClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import { isMarkedBuild, unmarkBuild } from '@strata/sdk';
import { hasAzureCode, toAzureFailure } from '../errors';
import { blobKind } from '../resources/blob';
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
import { ensureContainer } from './ensure-container';
import { findUploadParents } from './find-upload-parents';
import type { Holdings } from './holdings';
import type { MakeRequest } from './request';
import type { DiskStorage } from './settings';
import type { VersionWish } from './wish';

/** Name of the blob of an image's disk within the container. */
function getBlobName({ definition, key }: VersionWish): string {
  return `${definition}/${key}.vhd`;
}

/** What is uploaded, and where to. */
export interface BlobWork {
  readonly request: MakeRequest;
  readonly holdings: Holdings;
  readonly storage: DiskStorage;
}

function openContainer(
  { session }: AzureContext,
  { storage: { account, container } }: BlobWork,
): ContainerClient {
  return session.blobs(account).getContainerClient(container);
}

/** Address of the blob of an image's disk. */
export function getDiskUrl(context: AzureContext, work: BlobWork): string {
  return openContainer(context, work).getPageBlobClient(getBlobName(work.holdings.wish)).url;
}

/** Sees to it that the account has the image's whole disk; uploads what is missing of it. @returns its address */
export async function ensureDisk(context: AzureContext, work: BlobWork): Promise<string> {
  const { holdings } = work;
  const container = openContainer(context, work);
  const name = getBlobName(holdings.wish);
  const blob = container.getPageBlobClient(name);
  if (await takeUp(context, blob, holdings)) return blob.url;
  try {
    await upload(context, work, container);
    return blob.url;
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAzureFailure(error, { action: 'Uploading the disk', what: name });
  }
}

/**
 * Whether the whole disk is there. One that was put aside is taken up again, and one that another publication sent is not its
 * own any more; who is about to remove it just then finds that it is not as it was. Of both one is first.
 */
async function takeUp(
  context: AzureContext,
  blob: PageBlobClient,
  { build: own }: Pick<Holdings, 'build'>,
): Promise<boolean> {
  for (;;) {
    const found = await findBlob(context, blob);
    if (found?.metadata?.[metadataNames.disk] === undefined) return false;
    const {
      [metadataNames.quarantined]: since,
      [metadataNames.build]: build = '',
      ...others
    } = found.metadata;
    const isOfAnother = isMarkedBuild(build) && build !== own;
    if (since === undefined && !isOfAnother) return true;
    const metadata = { ...others, [metadataNames.build]: isOfAnother ? unmarkBuild(build) : build };
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
  { request, holdings, storage }: BlobWork,
  container: ContainerClient,
): Promise<void> {
  const { maps, log, parents } = request;
  const { wish } = holdings;
  const { account } = storage;
  await ensureContainer(context, { account, container, holdings });
  await using made = await request.makeDisk();
  await using disk = await openDisk(made.file);
  const map = await mapDisk(disk, context);
  const digest = await keepBlockMap(maps, map);
  const folders = [...parents.map(({ definition }) => definition), wish.definition];
  const found = await findUploadParents(context, { container, maps, folders });
  const metadata = {
    [metadataNames.image]: wish.image,
    [metadataNames.key]: wish.key,
    [metadataNames.build]: holdings.build,
  };
  const blob = getBlobName(wish);
  await holdings.note(blobKind, { account, container: container.containerName, blob });
  const send = async (plan: UploadPlan) => {
    const journal = await log.openUpload(plan, digest);
    await log.note({ state: 'uploading', key: wish.key });
    await uploadVhd(context, { container, blob, disk, plan, journal, digest, metadata });
  };
  try {
    await send(chooseUpload(map, found));
  } catch (error) {
    if (!(error instanceof CopyError)) throw error;
    await log.note({ state: 'uploading', key: wish.key, problem: `${error.message}: all of it is sent` });
    await send(planUpload(map));
  }
}

/** Takes the mark of the publication that sent it from a disk: it is the destination's. */
export async function releaseDisk(context: AzureContext, work: BlobWork): Promise<void> {
  const blob = openContainer(context, work).getPageBlobClient(getBlobName(work.holdings.wish));
  const { metadata } = (await findBlob(context, blob)) ?? {};
  const build = metadata?.[metadataNames.build] ?? '';
  if (!isMarkedBuild(build)) return;
  const given = { ...metadata, [metadataNames.build]: unmarkBuild(build) };
  await callStorage(context, { action: 'Changing the blob', what: blob.name }, (options) =>
    blob.setMetadata(given, options),
  );
}
