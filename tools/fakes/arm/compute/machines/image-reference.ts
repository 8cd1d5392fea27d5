import { type JsonObject, readFlag, readObject, readText } from '../../json';
import { refuse, refuseMissing } from '../../refusal';
import { foldId } from '../../routing/resource-id';
import type { Cloud } from '../../state/cloud';
import { foldLocation } from '../../state/locations';
import type { Resource } from '../../state/resource';
import { findImageContent } from '../contents';
import { readRegions } from '../galleries/judge-regions';

/** What a machine begins as. */
export interface ImageFacts {
  readonly osType: string;
  readonly generation: string;
  /** Without its users, hosts and keys, so that it wants new ones. */
  readonly isGeneralized: boolean;
  /** What a gallery, or the account, has; nothing of the marketplace's. */
  readonly resource?: Resource;
  /** URI of what is on it, where it is known. */
  readonly content?: string | undefined;
}

/** Finds what a reference means, in the region of the machine, or refuses as Azure does. */
export function findImage(
  reference: JsonObject,
  place: { readonly cloud: Cloud; readonly location: string },
): ImageFacts {
  const id = readText(reference, 'id');
  if (id === undefined) return findPlatformImage(reference, place.cloud);
  const found = place.cloud.resources.find(id);
  if (!found) throw refuseAbsent(id);
  switch (foldId(found.type)) {
    case 'microsoft.compute/images':
      return describeImage(found);
    case 'microsoft.compute/galleries/images':
      return describeVersion(findLatest(found, place), place);
    case 'microsoft.compute/galleries/images/versions':
      return describeVersion(found, place);
    default:
      throw refuse('InvalidParameter', `The id '${id}' is that of no image.`, { target: 'imageReference' });
  }
}

function findPlatformImage(reference: JsonObject, { platform }: Cloud): ImageFacts {
  const parts = ['publisher', 'offer', 'sku', 'version'].map((part) => readText(reference, part));
  const [publisher, offer, sku, version] = parts;
  if (parts.includes(undefined)) throw refuseMissing('imageReference');
  const found = platform.find(`${publisher}:${offer}:${sku}`);
  if (!found || (version !== 'latest' && version !== found.version))
    throw refuse(
      'PlatformImageNotFound',
      `The platform image '${parts.join(':')}' is not available. Verify that all fields in the storage profile are correct. For more details about storage profile information, please refer to https://aka.ms/storageprofile`,
      { status: 404, target: 'imageReference' },
    );
  const { osType, generation, content } = found;
  return { osType, generation, content, isGeneralized: true };
}

function describeImage(image: Resource): ImageFacts {
  const disk = readObject(image.properties, 'storageProfile.osDisk');
  return {
    osType: readText(disk, 'osType') ?? 'Linux',
    generation: readText(image.properties, 'hyperVGeneration') ?? 'V1',
    isGeneralized: readText(disk, 'osState') !== 'Specialized',
    resource: image,
    content: findImageContent(image),
  };
}

/** The newest that is not left out of `latest`, and is in the region. */
function findLatest(
  definition: Resource,
  { cloud, location }: { readonly cloud: Cloud; readonly location: string },
): Resource {
  const versions = cloud.resources
    .nestedIn(definition.id)
    .filter(
      ({ state, properties }) =>
        state === 'Succeeded' && !readFlag(properties, 'publishingProfile.excludeFromLatest'),
    )
    .filter((version) => isIn(version, location))
    .sort((one, other) => compareVersions(other.name, one.name));
  const [latest] = versions;
  if (!latest) throw refuseRegion(definition.id, location);
  return latest;
}

function describeVersion(
  version: Resource,
  { cloud, location }: { readonly cloud: Cloud; readonly location: string },
): ImageFacts {
  const definition = cloud.resources.find(version.id.split('/').slice(0, -2).join('/'));
  if (!isIn(version, location) || version.state === 'Failed') throw refuseRegion(version.id, location);
  return {
    osType: readText(definition?.properties, 'osType') ?? 'Linux',
    generation: readText(definition?.properties, 'hyperVGeneration') ?? 'V1',
    isGeneralized: readText(definition?.properties, 'osState') !== 'Specialized',
    resource: version,
    content: findImageContent(version),
  };
}

function isIn({ envelope, properties }: Resource, location: string): boolean {
  return readRegions({ body: { ...envelope, properties } }).includes(foldLocation(location));
}

export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((name) => name.split('.').map(Number));
  const different = left
    ?.map((part, index) => part - (right?.[index] ?? 0))
    .find((difference) => difference !== 0);
  return different ?? 0;
}

function refuseAbsent(id: string) {
  return refuse('NotFound', `The image '${id}' was not found.`, { status: 404, target: 'imageReference' });
}

function refuseRegion(id: string, location: string) {
  return refuse(
    'GalleryImageNotFound',
    `The gallery image ${id} is not available in ${location} region. Please contact image owner to replicate to this region, or change your requested region.`,
    { status: 404, target: 'imageReference' },
  );
}
