import type { GalleryImageVersion, TargetRegion } from '@azure/arm-compute';
import { toReplicaCount } from '../builders/rules/gallery';
import { getMachineTarget } from './ids';
import { toLocation } from './location';
import type { Work } from './work';

const USUAL_STORAGE = 'Standard_LRS';

/**
 * The body of a version. Source: Azure REST API, "Gallery Image Versions - Create Or Update".
 *
 * @param imageId the managed image that it is made of; by default the machine itself
 */
export function createVersionBody(work: Work, imageId: string | undefined): GalleryImageVersion {
  const { names, options, place, session, tags } = work;
  const given = options.shared_image_gallery_destination;
  const room = { subscription: session.subscription, group: place.group };
  const source =
    imageId === undefined ? { virtualMachineId: getMachineTarget(room, names.machine).id } : { id: imageId };
  const { shared_gallery_image_version_end_of_life_date: end, shared_image_gallery_replica_count: count } =
    options;
  return {
    location: place.location,
    tags: { ...tags },
    storageProfile: { source },
    publishingProfile: {
      targetRegions: listRegions(work),
      ...(count ? { replicaCount: toReplicaCount(count) } : {}),
      storageAccountType: given?.storage_account_type || USUAL_STORAGE,
      excludeFromLatest: options.shared_gallery_image_version_exclude_from_latest,
      replicationMode: given?.use_shallow_replication ? 'Shallow' : 'Full',
      ...(end ? { endOfLifeDate: new Date(end) } : {}),
    },
  };
}

/** Regions with what is said of each. That of the build is always one: Azure wants it so. */
function listRegions({ options, place }: Work): TargetRegion[] {
  const given = options.shared_image_gallery_destination;
  const confidential = given?.confidential_vm_image_encryption_type;
  const count = options.shared_image_gallery_replica_count;
  const home = { name: place.location, replicas: count, set: options.disk_encryption_set_id };
  const listed = (given?.replication_regions ?? []).map(toLocation).map((name) =>
    // The machine's own encryption set is of the machine's region.
    name === home.name ? home : { name, replicas: count, set: undefined },
  );
  const blocks = (given?.target_region ?? []).map(({ name, replicas, disk_encryption_set_id: set }) => ({
    ...{ name: toLocation(name), replicas, set },
  }));
  const wanted = [...listed, ...blocks];
  const isHomeThere = wanted.some(({ name }) => name === home.name);
  return [...wanted, ...(isHomeThere ? [] : [home])].map(({ name, replicas, set }) => ({
    name,
    ...(replicas ? { regionalReplicaCount: toReplicaCount(replicas) } : {}),
    storageAccountType: given?.storage_account_type || USUAL_STORAGE,
    ...createEncryption(set, confidential),
  }));
}

/** By a key of one's own, or by Azure's where the version is of a confidential machine. */
function createEncryption(
  set: string | undefined,
  type: string | undefined,
): Pick<TargetRegion, 'encryption'> {
  if (!type) return set ? { encryption: { osDiskImage: { diskEncryptionSetId: set } } } : {};
  const isOwn = type === 'EncryptedWithCmk' && !!set;
  const securityProfile = {
    confidentialVMEncryptionType: type,
    ...(isOwn && { secureVMDiskEncryptionSetId: set }),
  };
  return { encryption: { osDiskImage: { securityProfile } } };
}
