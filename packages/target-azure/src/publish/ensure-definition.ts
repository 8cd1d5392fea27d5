import type { GalleryImage } from '@azure/arm-compute';
import { Failure } from '@strata/diagnostics';
import { isMarkedBuild } from '@strata/sdk';
import { problem } from '../codes';
import { classifyAzure, hasAzureCode } from '../errors';
import { getDefinitionTarget, getGalleryTarget } from '../machine/ids';
import { definitionKind, galleryKind } from '../resources/gallery-parts';
import { callManager, completeOperation } from '../wait';
import type { AzureContext } from './context';
import type { Desk } from './desk';
import type { Holdings } from './holdings';
import type { AzureDestination } from './settings';
import { tagNames } from './tags';
import { fill, type VersionWish } from './wish';

const within = 30 * 60_000;

/** Sees to it that the gallery and the image's definition are there. A gallery that is there stays as it is. */
export async function ensureDefinition(context: AzureContext, place: DefinitionPlace): Promise<void> {
  const { destination, desk, holdings } = place;
  const { wish } = holdings;
  const found = (await desk.definitions()).get(wish.definition.toLowerCase());
  if (found) {
    assertSameKind(found, destination, wish);
    return takeMark(context, place, found);
  }
  if (!(await hasGallery(context, destination))) await makeGallery(context, place);
  const { resourceGroup, gallery } = destination;
  const { subscription } = context.session;
  const name = { subscription, group: resourceGroup, gallery, image: wish.definition };
  await holdings.note(definitionKind, { id: getDefinitionTarget(name).id });
  const { tags, ...definition } = makeDefinition(destination, wish);
  const body = { ...definition, tags: { ...tags, [tagNames.build]: holdings.build } };
  const request = { action: 'Making the image definition', what: wish.definition };
  await completeOperation(context, { request, within }, () =>
    context.session.compute().galleryImages.createOrUpdate(resourceGroup, gallery, wish.definition, body, {
      abortSignal: context.signal,
    }),
  );
}

interface DefinitionPlace {
  readonly destination: AzureDestination;
  readonly desk: Desk;
  readonly holdings: Holdings;
}

async function makeGallery(
  context: AzureContext,
  { destination, holdings }: Pick<DefinitionPlace, 'destination' | 'holdings'>,
): Promise<void> {
  const { resourceGroup, gallery, location } = destination;
  const { subscription } = context.session;
  const { id } = getGalleryTarget({ subscription, group: resourceGroup, gallery });
  await holdings.note(galleryKind, { id });
  const tags = { ...destination.tags, [tagNames.build]: holdings.build };
  const request = { action: 'Making the gallery', what: gallery };
  await completeOperation(context, { request, within }, () =>
    context.session
      .compute()
      .galleries.createOrUpdate(resourceGroup, gallery, { location, tags }, { abortSignal: context.signal }),
  );
}

/** One that another publication began to make is not its own any more: a version will stand in it. */
async function takeMark(
  context: AzureContext,
  { destination, holdings }: DefinitionPlace,
  { tags = {} }: GalleryImage,
): Promise<void> {
  const { [tagNames.build]: build = '', ...others } = tags;
  if (!isMarkedBuild(build) || build === holdings.build) return;
  const { resourceGroup, gallery } = destination;
  const { definition } = holdings.wish;
  const request = { action: 'Changing the image definition', what: definition };
  await completeOperation(context, { request, within }, () =>
    context.session
      .compute()
      .galleryImages.update(
        resourceGroup,
        gallery,
        definition,
        { tags: others },
        { abortSignal: context.signal },
      ),
  );
}

async function hasGallery(
  context: AzureContext,
  { resourceGroup, gallery }: AzureDestination,
): Promise<boolean> {
  const call = { action: 'Reading the gallery', what: gallery };
  try {
    await callManager(context, call, (options) =>
      context.session.compute().galleries.get(resourceGroup, gallery, options),
    );
    return true;
  } catch (error) {
    const cause = error instanceof Failure ? error.cause : error;
    // Without its group there is nowhere to make one.
    if (classifyAzure(cause) === 'not-found' && !hasAzureCode(cause, 'ResourceGroupNotFound')) return false;
    throw error;
  }
}

export function makeDefinition(
  { location, definition: kind, tags }: AzureDestination,
  { definition, image }: Pick<VersionWish, 'definition' | 'image'>,
): GalleryImage {
  return {
    location,
    description: definition,
    osType: 'Linux',
    osState: kind.osState,
    hyperVGeneration: kind.generation,
    architecture: kind.architecture,
    identifier: { publisher: kind.publisher, offer: fill(kind.offer, image), sku: fill(kind.sku, image) },
    features: [
      { name: 'SecurityType', value: kind.security },
      { name: 'DiskControllerTypes', value: kind.hasNvme ? 'SCSI, NVMe' : 'SCSI' },
      { name: 'IsAcceleratedNetworkSupported', value: kind.hasAcceleratedNetworking ? 'True' : 'False' },
    ],
    tags: { ...tags, [tagNames.image]: image },
  };
}

/**
 * What a definition says can never be changed, so that a version of another kind would not start.
 *
 * @throws Failure AZU082 for one of another kind
 */
export function assertSameKind(
  found: GalleryImage,
  destination: AzureDestination,
  wish: Pick<VersionWish, 'definition' | 'image'>,
): void {
  const wanted = makeDefinition(destination, wish);
  const compared: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['osType', found.osType, wanted.osType],
    ['osState', found.osState, wanted.osState],
    ['hyperVGeneration', found.hyperVGeneration, wanted.hyperVGeneration],
    ['architecture', found.architecture ?? 'x64', wanted.architecture],
    ['SecurityType', getSecurity(found), getSecurity(wanted)],
  ];
  const different = compared.filter(([, there, wish]) => there?.toLowerCase() !== wish?.toLowerCase());
  if (different.length === 0) return;
  const list = different.map(([name, there, wish]) => `${name} is ${there}, wanted is ${wish}`).join('; ');
  throw new Failure(
    problem('AZU082', {
      detail: `The definition ${wish.definition} is in the gallery and says otherwise: ${list}.`,
      hint: 'Definitions never change. Give images of this destination another one ("definition" in destinations.json: "{image}-v2").',
    }),
  );
}

function getSecurity({ features, hyperVGeneration }: GalleryImage): string {
  const stated = features?.find(({ name }) => name === 'SecurityType')?.value;
  return stated ?? (hyperVGeneration === 'V1' ? 'Standard' : 'TrustedLaunchSupported');
}
