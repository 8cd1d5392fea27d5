import { Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import type { AzureSession } from '../client';
import { classifyAzure, hasAzureCode } from '../errors';
import { type CallOptions, callManager } from '../wait';
import { deleteResource, findResource, type Target, VERSIONS } from './generic';
import { openReach, type Reach } from './reach';
import { getLastName, getSubscription, isOf, REMOVED_WITHIN, toAsk } from './remove';

/** A gallery, or the definition of an image, that a publication made. It is everybody's as soon as something is in it. */
export type GalleryPart = Reach & { readonly id: string };

export const galleryKind: ResourceKind<GalleryPart> = {
  kind: 'azure-gallery',
  async remove(context, { id, ...reach }) {
    const session = await openReach(context, reach);
    const { galleryImages, galleryApplications } = session.compute(getSubscription(id));
    const { group, gallery } = parseId(id);
    const hasParts = async (options: CallOptions) =>
      (await isAny(galleryImages.listByGallery(group, gallery, options))) ||
      (await isAny(galleryApplications.listByGallery(group, gallery, options)));
    await removeEmpty(context, session, { reach, id, hasParts });
  },
};

export const definitionKind: ResourceKind<GalleryPart> = {
  kind: 'azure-image-definition',
  async remove(context, { id, ...reach }) {
    const session = await openReach(context, reach);
    const { galleryImageVersions } = session.compute(getSubscription(id));
    const { group, gallery, definition } = parseId(id);
    const hasParts = (options: CallOptions) =>
      isAny(galleryImageVersions.listByGalleryImage(group, gallery, definition, options));
    await removeEmpty(context, session, { reach, id, hasParts });
  },
};

function parseId(id: string) {
  const [, group = '', gallery = '', definition = ''] =
    /\/resourceGroups\/([^/]+)\/.*\/galleries\/([^/]+)(?:\/images\/([^/]+))?$/iu.exec(id) ?? [];
  return { group, gallery, definition };
}

async function isAny(list: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of list) return true;
  return false;
}

interface Room {
  readonly reach: Reach;
  readonly id: string;
  readonly hasParts: (options: CallOptions) => Promise<boolean>;
}

const SECOND = 1_000;
/** Azure takes a while to know that what was in something is gone; what it keeps for later, it keeps for days. */
const PAUSES = [2, 5, 10, 20].map((seconds) => seconds * SECOND);

/** Deletes what a publication has made, as long as nothing is in it. Azure itself deletes nothing that is in use. */
async function removeEmpty(context: RemoveContext, session: AzureSession, room: Room): Promise<void> {
  for (const pause of [...PAUSES, undefined]) {
    if (!(await isOwnAndEmpty(context, session, room))) return;
    if (await isDeleted(context, session, room.id)) return;
    if (pause !== undefined) await context.ports.clock.sleep(pause, context.signal);
  }
  context.reporter.say(`${room.id} stays: Azure keeps something in it.`);
}

function getTarget(id: string): Target {
  return { id, version: VERSIONS.gallery };
}

async function isOwnAndEmpty(
  context: RemoveContext,
  session: AzureSession,
  { reach, id, hasParts }: Room,
): Promise<boolean> {
  const ask = toAsk(context);
  const request = { action: 'Looking for', what: getLastName(id) };
  const client = session.resources(getSubscription(id));
  const found = await findResource(ask, client, { target: getTarget(id), request });
  if (!found || !isOf(reach, found)) return false;
  try {
    return !(await callManager(ask, { action: 'Listing what is in', what: getLastName(id) }, hasParts));
  } catch (error) {
    if (classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found') return false;
    throw error;
  }
}

/** @returns false when Azure says that something is in it */
async function isDeleted(context: RemoveContext, session: AzureSession, id: string): Promise<boolean> {
  const request = { action: 'Deleting', what: getLastName(id) };
  const client = session.resources(getSubscription(id));
  try {
    await deleteResource(toAsk(context), client, {
      ...{ target: getTarget(id), request },
      within: REMOVED_WITHIN,
    });
    return true;
  } catch (error) {
    const cause = error instanceof Failure ? error.cause : error;
    if (hasAzureCode(cause, 'CannotDeleteResource')) return false;
    throw error;
  }
}
