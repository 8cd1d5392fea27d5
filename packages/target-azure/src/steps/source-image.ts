import type { ComputeManagementClient, GalleryImageVersion, ImageReference } from '@azure/arm-compute';
import { reveal } from '@strata/sdk';
import { findGalleryKind } from '../builders/rules/source';
import {
  type GalleryImageName,
  isManagedImageId,
  parseGalleryImageId,
  toVersion,
} from '../machine/gallery-image-id';
import type { Work } from '../machine/work';
import { callManager } from '../wait';

/** What a machine starts from, as Azure is told. */
export interface SourceReference {
  /** Of an image. */
  readonly reference?: ImageReference;
  /** Of a VHD. */
  readonly url?: string;
  /** Numbers of the disks that come with it, beside the system's own. */
  readonly dataDisks?: readonly number[];
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
  const gallery = options.shared_image_gallery;
  if (gallery && findGalleryKind(gallery) !== undefined) return findGalleryImage(work, gallery);
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
  const { id = '', storageProfile } = await callManager(
    work.ask,
    { action: 'Looking for the managed image', what: `${name} in ${group}` },
    (options) => work.session.compute().images.get(group, name, options),
  );
  const dataDisks = (storageProfile?.dataDisks ?? []).map(({ lun }) => lun);
  return { reference: { id }, dataDisks, name: id, isSpecialized: false, isOfMarketplace: false };
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
  const version = await findVersion(work, image, compute);
  const id = version?.id ?? definition.id ?? '';
  return {
    ...plain,
    reference: { id },
    dataDisks: (version?.storageProfile?.dataDiskImages ?? []).map(({ lun }) => lun),
    name: getManagedSource(version) ?? (id === '' ? UNKNOWN : id),
    isSpecialized: definition.osState === 'Specialized',
  };
}

/** The version that the template names; undefined where it takes the newest, which Azure finds by itself. */
async function findVersion(
  work: Work,
  { version, ...image }: GalleryImageName,
  compute: ComputeManagementClient,
): Promise<GalleryImageVersion | undefined> {
  if (version === undefined) return undefined;
  const request = {
    action: 'Looking for the image version',
    what: `${image.gallery}/${image.name} ${version}`,
  };
  return callManager(work.ask, request, (options) =>
    compute.galleryImageVersions.get(image.group, image.gallery, image.name, version, options),
  );
}

/** What a version was made of is its name in Packer's words, where that is a managed image. */
function getManagedSource(version: GalleryImageVersion | undefined): string | undefined {
  const { id } = version?.storageProfile?.source ?? {};
  return id !== undefined && isManagedImageId(id) ? id : undefined;
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
