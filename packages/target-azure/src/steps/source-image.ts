import type { ImageReference } from '@azure/arm-compute';
import { reveal } from '@strata/sdk';
import { type GalleryImageName, parseGalleryImageId, toVersion } from '../machine/gallery-image-id';
import type { Work } from '../machine/work';
import { callManager } from '../wait';

/** What a machine starts from, as Azure is told. */
export interface SourceReference {
  /** Of an image. */
  readonly reference?: ImageReference;
  /** Of a VHD. */
  readonly url?: string;
}

export interface SourceImage extends SourceReference {
  /** `build.SourceImageName`, in Packer's words. */
  readonly name: string;
  /** Whether the source keeps its users: nobody is added to it. */
  readonly isSpecialized: boolean;
  /** Whether it is of the marketplace, whose Linux images have cloud-init. */
  readonly isOfMarketplace: boolean;
}

const UNKNOWN = 'ERR_SOURCE_IMAGE_NAME_NOT_FOUND';

/** Packer's StepGetSourceImageName: what the machine starts from. @throws Failure when it is not there */
export async function findSource(work: Work): Promise<SourceImage> {
  const { options } = work;
  const plain = { isSpecialized: false, isOfMarketplace: false };
  if (options.image_url) return { ...plain, url: options.image_url, name: options.image_url };
  if (options.custom_managed_image_name) return findManagedImage(work, options.custom_managed_image_name);
  if (options.shared_image_gallery) return findGalleryImage(work, options.shared_image_gallery);
  const { image_publisher: publisher = '', image_offer: offer = '', image_sku: sku = '' } = options;
  const version = options.image_version || 'latest';
  return {
    ...{ ...plain, isOfMarketplace: true },
    reference: { publisher, offer, sku, version },
    name: `/subscriptions/${work.session.subscription}/providers/Microsoft.Compute/locations/${work.place.location}/publishers/${publisher}/ArtifactTypes/vmimage/offers/${offer}/skus/${sku}/versions/${version}`,
  };
}

async function findManagedImage(work: Work, name: string): Promise<SourceImage> {
  const group = work.options.custom_managed_image_resource_group_name ?? '';
  const { id = '' } = await callManager(
    work.ask,
    { action: 'Looking for the managed image', what: `${name} in ${group}` },
    (options) => work.session.compute().images.get(group, name, options),
  );
  return { reference: { id }, name: id, isSpecialized: false, isOfMarketplace: false };
}

type GallerySource = NonNullable<Work['options']['shared_image_gallery']>;

async function findGalleryImage(work: Work, given: GallerySource): Promise<SourceImage> {
  const plain = { isSpecialized: false, isOfMarketplace: false };
  const { community_gallery_image_id: community, direct_shared_gallery_image_id: shared } = given;
  if (community) return { ...plain, reference: { communityGalleryImageId: community }, name: community };
  if (shared) return { ...plain, reference: { sharedGalleryImageId: shared }, name: shared };
  const image = readGallery(given);
  const compute = work.session.compute(image.subscription);
  const what = `${image.gallery}/${image.name}`;
  const definition = await callManager(
    work.ask,
    { action: 'Looking for the image definition', what },
    (options) => compute.galleryImages.get(image.group, image.gallery, image.name, options),
  );
  const base = `${definition.id}/versions/`;
  if (image.version !== undefined)
    await callManager(
      work.ask,
      { action: 'Looking for the image version', what: `${what} ${image.version}` },
      (options) =>
        compute.galleryImageVersions.get(
          image.group,
          image.gallery,
          image.name,
          image.version ?? '',
          options,
        ),
    );
  const id = image.version === undefined ? (definition.id ?? '') : `${base}${image.version}`;
  return {
    ...plain,
    reference: { id },
    name: id === '' ? UNKNOWN : id,
    isSpecialized: definition.osState === 'Specialized',
  };
}

function readGallery(given: GallerySource): GalleryImageName {
  const named = given.id ? parseGalleryImageId(given.id) : undefined;
  return (
    named ?? {
      subscription: reveal(given.subscription ?? ''),
      group: given.resource_group ?? '',
      gallery: given.gallery_name ?? '',
      name: given.image_name ?? '',
      version: toVersion(given.image_version),
    }
  );
}
