import type { Disk } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import type { Resource } from '@strata/sdk';
import { openWriteLink } from '../client/blob-links';
import { problem } from '../codes';
import { classifyAzure, hasAzureCode, toAzureFailure } from '../errors';
import { managedDiskKind } from '../resources/managed-disk';
import {
  blockSize,
  footerSize,
  getDiskDigest,
  makeFooter,
  mapDisk,
  type OpenDisk,
  openDisk,
  planUpload,
  sendPages,
  type UploadPlan,
} from '../vhd';
import { callManager, callStorage, completeOperation } from '../wait';
import type { AzureContext } from './context';
import type { Holdings } from './holdings';
import { shortenKey } from './keys';
import type { MakeRequest } from './request';
import { tagNames } from './tags';

/** What a publication makes in place of a blob: a disk of its own, which goes when the version is in all regions. */
export interface DiskWork {
  readonly request: MakeRequest;
  readonly holdings: Holdings;
}

const MIB = 2 ** 20;
/** Azure makes no smaller disks by an upload. Source: `uploadSizeBytes` in the reference of disks. */
const smallest = 20 * MIB;
const within = 30 * 60_000;
/** Of a definition's name: with the rest a disk's name has at most 80 letters. */
const longestName = 40;
const HOUR = 3600;

/** Name of the disk of this publication; its mark keeps it from those of others. */
function getName({ wish: { definition, key }, build }: Holdings): string {
  const start = definition.replaceAll('.', '-').slice(0, longestName);
  return `strata-${start}-${shortenKey(key)}-${build.slice(build.lastIndexOf('+') + 1)}`;
}

/** Id of the disk that a version of this publication is made from. */
export function getManagedDiskId({ session }: AzureContext, { request, holdings }: DiskWork): string {
  const { resourceGroup } = request.destination;
  return `/subscriptions/${session.subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/disks/${getName(holdings)}`;
}

/** Sees to it that a managed disk holds the image's disk. One that a run before has not ended is made anew. @returns its id */
export async function ensureManagedDisk(context: AzureContext, work: DiskWork): Promise<string> {
  const found = await findDisk(context, work);
  if (found && isWhole(found)) return getManagedDiskId(context, work);
  const noted = await note(work);
  if (found) await noted.remove();
  await upload(context, work);
  return getManagedDiskId(context, work);
}

/** Azure makes no version of a disk whose last change failed, whatever is on it. */
function isWhole({ diskState, provisioningState, tags }: Disk): boolean {
  const isSettled = diskState === 'Unattached' && provisioningState === 'Succeeded';
  return isSettled && tags?.[tagNames.disk] !== undefined;
}

/** Removes the disk of this publication: Azure has made its version of it. One that is not there is no problem. */
export async function removeManagedDisk(work: DiskWork): Promise<void> {
  await (await note(work)).remove();
}

function note({ request, holdings }: DiskWork): Promise<Resource> {
  const group = request.destination.resourceGroup;
  return holdings.note(managedDiskKind, { group, disk: getName(holdings) });
}

function findDisk(context: AzureContext, { request, holdings }: DiskWork): Promise<Disk | undefined> {
  const { disks } = context.session.compute();
  const name = getName(holdings);
  return callManager(context, { action: 'Looking for the disk', what: name }, async (options) => {
    try {
      return await disks.get(request.destination.resourceGroup, name, options);
    } catch (error) {
      if (classifyAzure(error) === 'not-found') return undefined;
      throw error;
    }
  });
}

async function upload(context: AzureContext, work: DiskWork): Promise<void> {
  const { request, holdings } = work;
  await using made = await request.makeDisk();
  await using disk = await openDisk(made.file);
  const map = await mapDisk(disk, context);
  const digest = getDiskDigest(map);
  const plan = planUpload(map);
  const size = Math.max(plan.virtualSize, smallest);
  await request.log.note({ state: 'uploading', key: holdings.wish.key });
  // Again: one that was there before was removed with its entry.
  await note(work);
  await create(context, work, size);
  const link = await grant(context, work, plan.written * blockSize);
  await send(context, work, { disk, plan, footer: makeFooter(size, digest), size, link });
  await close(context, work, digest);
}

async function create(
  context: AzureContext,
  { request: { destination }, holdings }: DiskWork,
  size: number,
): Promise<void> {
  const { location, resourceGroup, definition } = destination;
  const name = getName(holdings);
  const body: Disk = {
    location,
    tags: { ...holdings.wish.tags },
    sku: { name: 'Standard_LRS' },
    osType: 'Linux',
    hyperVGeneration: definition.generation,
    supportedCapabilities: { architecture: definition.architecture },
    ...(definition.security === 'TrustedLaunch' && { securityProfile: { securityType: 'TrustedLaunch' } }),
    creationData: { createOption: 'Upload', uploadSizeBytes: size + footerSize },
  };
  await completeOperation(context, { request: { action: 'Making the disk', what: name }, within }, () =>
    context.session.compute().disks.createOrUpdate(resourceGroup, name, body),
  );
}

/** A link by which its bearer writes to the disk, for as long as a slow line takes. It is a secret. */
async function grant(
  context: AzureContext,
  { request: { destination }, holdings }: DiskWork,
  bytes: number,
): Promise<string> {
  const name = getName(holdings);
  const durationInSeconds = HOUR + Math.ceil(bytes / MIB);
  const request = { action: 'Asking to write to the disk', what: name };
  const granted = await completeOperation(context, { request, within }, () =>
    context.session
      .compute()
      .disks.grantAccess(destination.resourceGroup, name, { access: 'Write', durationInSeconds }),
  );
  const link = granted?.accessSAS ?? '';
  context.secrets?.register(link);
  return link;
}

interface Sending {
  readonly disk: OpenDisk;
  readonly plan: UploadPlan;
  readonly footer: Buffer;
  readonly size: number;
  readonly link: string;
}

/**
 * Writes what is not zero. The footer is first: Azure ends no upload, and deletes no disk, that has none, and a run that is
 * broken off is to leave what can be removed. Nobody takes the disk for whole before its tag says so.
 */
async function send(context: AzureContext, { holdings }: DiskWork, sending: Sending): Promise<void> {
  const { disk, plan, footer, size, link } = sending;
  const blob = openWriteLink(link);
  const what = getName(holdings);
  const action = 'Writing to the disk';
  const total = plan.written * blockSize;
  using activity = context.startActivity?.({ label: 'uploading the disk', unit: 'bytes', total });
  try {
    await callStorage(context, { action, what }, (options) =>
      blob.uploadPages(footer, size, footerSize, options),
    );
    const writes = { writes: plan.writes, clears: [] };
    await sendPages({ ...context, activity }, { blob, disk, plan: writes, onSent: () => undefined });
  } catch (error) {
    context.signal.throwIfAborted();
    const cause = error instanceof Failure ? error.cause : error;
    throw hasAzureCode(cause, ...endedCodes) ? ended(what, cause) : toAzureFailure(error, { action, what });
  }
}

/** What a link says whose time is over, or that was taken back. */
const endedCodes = ['AuthenticationFailed', 'AuthorizationFailure', 'AuthorizationPermissionMismatch'];

/** Ends the upload, and notes that all of it is there. */
async function close(context: AzureContext, { request, holdings }: DiskWork, digest: string): Promise<void> {
  const { disks } = context.session.compute();
  const { resourceGroup } = request.destination;
  const name = getName(holdings);
  const ending = { action: 'Ending the upload to the disk', what: name };
  await completeOperation(context, { request: ending, within }, () =>
    disks.revokeAccess(resourceGroup, name),
  );
  const tags = { ...holdings.wish.tags, [tagNames.disk]: digest };
  const marking = { action: 'Marking the disk', what: name };
  await completeOperation(context, { request: marking, within }, () =>
    disks.update(resourceGroup, name, { tags }),
  );
}

function ended(what: string, cause: unknown): Failure {
  return new Failure(
    problem('AZU070', {
      detail: `Azure does not let the disk ${what} be written to any more: the time for its upload is over, or somebody ended it.`,
      hint: 'Publish again: the disk is made anew. On a slow line upload into a storage account ("upload": "account" in destinations.json), which goes on where it was.',
    }),
    { cause },
  );
}
