import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { classifyAzure } from '../errors';
import { assertSameKind } from '../publish/ensure-definition';
import type { AzureDestination } from '../publish/settings';
import { fill, foldRegion } from '../publish/wish';
import { callManager } from '../wait';
import { type Finding, findOut, findOutIfMay, good } from './finding';
import { readList, type Scene } from './scene';

/** Of a subscription in each region. Source: "Azure Compute Gallery", on limits. */
const MOST_GALLERIES = 100;
const MOST_DEFINITIONS = 1_000;

/** Whether the gallery is there or may be made, and the definitions of images are as the destination says. */
export async function checkGallery(
  scene: Scene,
  destination: AzureDestination,
  images: readonly string[],
): Promise<readonly Finding[]> {
  const { gallery, location } = destination;
  const found: string[] = [];
  const finding = await findOut(`gallery ${gallery}`, async () => {
    const place = await findGallery(scene, destination);
    if (place === undefined) return [];
    found.push(place);
    if (foldRegion(place) === foldRegion(location)) return [];
    const detail = `The gallery ${gallery} is in ${place}, and the destination says ${location}.`;
    return [problem('AZU032', { detail, hint: `Let "location" be "${place}", or name another gallery.` })];
  });
  if (finding.diagnostics.length > 0) return [finding];
  if (found.length === 0)
    return [
      good(`gallery ${gallery}, which is not there and will be made`),
      await countGalleries(scene, location),
    ];
  return [finding, ...(await checkDefinitions(scene, destination, images))];
}

/** Its region; undefined when it is not there. */
async function findGallery(
  { ask, session }: Scene,
  { gallery, resourceGroup }: AzureDestination,
): Promise<string | undefined> {
  const request = { action: 'Looking for the gallery', what: gallery };
  try {
    const { galleries } = session.compute();
    return (await callManager(ask, request, (options) => galleries.get(resourceGroup, gallery, options)))
      .location;
  } catch (error) {
    // A group that is not there is told by itself.
    if (classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found') return undefined;
    throw error;
  }
}

function countGalleries(scene: Scene, location: string): Promise<Finding> {
  const checked = `limit of galleries in ${location}`;
  return findOutIfMay(checked, 'Microsoft.Compute/galleries/read', async () => {
    const all = await readList(scene, 'Counting the galleries', (options) =>
      scene.session.compute().galleries.list(options),
    );
    const here = all.filter((one) => foldRegion(one.location) === foldRegion(location)).length;
    return here < MOST_GALLERIES ? [] : [tellLimit('galleries', here, MOST_GALLERIES)];
  });
}

function tellLimit(what: string, used: number, most: number) {
  return problem('AZU007', {
    detail: `There are ${used} ${what} already, and a subscription has at most ${most} in a region.`,
    hint: 'Use one that is there, remove what is not needed, or take another region.',
  });
}

async function checkDefinitions(
  scene: Scene,
  destination: AzureDestination,
  images: readonly string[],
): Promise<readonly Finding[]> {
  const { definitionName, gallery, resourceGroup } = destination;
  const { galleryImages } = scene.session.compute();
  const listing = readList(scene, 'Listing the image definitions', (options) =>
    galleryImages.listByGallery(resourceGroup, gallery, options),
  );
  const limit = findOut(`limit of definitions in ${gallery}`, async () => {
    const all = await listing;
    const isNew = (image: string) => !all.some(({ name }) => isAlike(name, fill(definitionName, image)));
    const wanted = all.length + images.filter(isNew).length;
    return wanted > MOST_DEFINITIONS ? [tellLimit('definitions', all.length, MOST_DEFINITIONS)] : [];
  });
  const kinds = images.map((image) => {
    const definition = fill(definitionName, image);
    return findOut(`image definition ${definition}`, async () => {
      const found = (await listing).find(({ name }) => isAlike(name, definition));
      if (found) assertSameKind(found, destination, { definition, image });
      return [];
    });
  });
  return Promise.all([limit, ...kinds]);
}

function isAlike(name: string | undefined, wanted: string): boolean {
  return name?.toLowerCase() === wanted.toLowerCase();
}
