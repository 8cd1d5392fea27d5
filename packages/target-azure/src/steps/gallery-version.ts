import { Failure } from '@strata/diagnostics';
import { type Resource, reveal } from '@strata/sdk';
import { problem } from '../codes';
import { createVersionBody } from '../machine/gallery-version-body';
import { getVersionTarget, type VersionName } from '../machine/ids';
import type { Work } from '../machine/work';
import { madeKind } from '../resources/made';
import { completeOperation, LateError } from '../wait';

const MINUTE = 60_000;

/** Where a version goes. */
export interface Destination extends VersionName {
  readonly isSpecialized: boolean;
}

/** The gallery that the template names; undefined when it names none. */
export function getDestination({
  options,
  session,
}: Pick<Work, 'options' | 'session'>): Destination | undefined {
  const given = options.shared_image_gallery_destination;
  if (!given?.gallery_name) return undefined;
  return {
    subscription: reveal(given.subscription ?? '') || session.subscription,
    group: given.resource_group ?? '',
    gallery: given.gallery_name,
    image: given.image_name ?? '',
    version: given.image_version ?? '',
    isSpecialized: given.specialized,
  };
}

/** A version, and its entry in the ledger. */
export interface PublishedVersion {
  readonly id: string;
  readonly regions: readonly string[];
  readonly noted: Resource;
}

/**
 * Packer's StepPublishToSharedImageGallery. Packer leaves a version that failed in some region where it is; here it goes
 * with the build.
 *
 * @param imageId the managed image that it is made of; by default the machine itself
 */
export async function publishVersion(
  work: Work,
  imageId: string | undefined,
): Promise<PublishedVersion | undefined> {
  const { ask, context, options, reach, session } = work;
  const destination = getDestination(work);
  if (!destination) return undefined;
  const { subscription, group, gallery, image, version } = destination;
  const target = getVersionTarget(destination);
  const body = createVersionBody(work, imageId);
  const regions = (body.publishingProfile?.targetRegions ?? []).map(({ name }) => name);
  context.reporter.say('Publishing to Shared Image Gallery ...');
  context.reporter.say(` -> SIG gallery name     : '${gallery}'`);
  context.reporter.say(` -> SIG image name       : '${image}'`);
  context.reporter.say(` -> SIG image version    : '${version}'`);
  context.reporter.say(` -> SIG target regions   : '${regions.join(', ')}'`);
  const noted = await context.resources.note(madeKind, { ...reach, ...target });
  const { galleryImageVersions } = session.compute(subscription);
  const request = { action: 'Making the image version', what: `${gallery}/${image} ${version}` };
  const within = options.shared_image_gallery_timeout;
  const { signal: abortSignal } = ask;
  try {
    await completeOperation(ask, { request, within }, () =>
      galleryImageVersions.createOrUpdate(group, gallery, image, version, body, { abortSignal }),
    );
  } catch (error) {
    throw error instanceof LateError ? createLate(regions, within) : error;
  }
  return { id: target.id, regions, noted };
}

function createLate(regions: readonly string[], within: number): Failure {
  return new Failure(
    problem('AZU023', {
      detail: `The image version was not in ${regions.join(', ')} within ${Math.round(within / MINUTE)} minutes.`,
      hint: 'Let shared_image_gallery_timeout be longer: copies to other continents take an hour and more.',
    }),
  );
}
