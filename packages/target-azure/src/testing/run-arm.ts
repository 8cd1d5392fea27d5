import type { MachineBuilder, MachineContext } from '@strata/sdk';
import { fillIn } from '@strata/sdk/testing';
import { createArmBuilder } from '../builders/arm/builder';
import { type ArmOptions, armSchema } from '../builders/arm/schema';
import type { OpenedBuild } from './open-build';

export interface ArmRun {
  readonly context?: MachineContext;
  readonly provision?: Parameters<MachineBuilder['build']>[2];
}

/** Runs an `azure-arm` of which a test says no more than it is about. */
export function runArm(
  build: OpenedBuild,
  given: Readonly<Record<string, unknown>> = {},
  { context = build.machine, provision = async () => {} }: ArmRun = {},
) {
  return createArmBuilder(build.means).build(context, getArmOptions(given), provision);
}

/** What `runArm` builds with. */
export function getArmOptions(given: Readonly<Record<string, unknown>>): ArmOptions {
  return fillIn(armSchema, {
    communicator: 'ssh',
    location: 'West Europe',
    os_type: 'linux',
    image_publisher: 'Debian',
    image_offer: 'debian-12',
    image_sku: '12-gen2',
    managed_image_name: 'golden-1',
    managed_image_resource_group_name: 'images',
    temporary_key_pair_type: 'ed25519',
    allowed_inbound_ip_addresses: ['203.0.113.7'],
    ...given,
  }) as ArmOptions;
}

/** What there is in the cloud beside what was there before: ids without the subscription. */
export function listThings({ fake }: OpenedBuild): readonly string[] {
  const before = `/subscriptions/${fake.cloud.subscription}`;
  return fake.cloud.resources
    .all()
    .map(({ id }) => id.replace(before, ''))
    .filter((id) => id !== '/resourceGroups/images')
    .sort();
}

/** For a build that makes no managed image. */
export const noManaged = { managed_image_name: '', managed_image_resource_group_name: '' };

/** A destination in a gallery with two regions. */
export function intoGallery(version: string) {
  return {
    shared_image_gallery_destination: {
      resource_group: 'images',
      gallery_name: 'ours',
      image_name: 'golden',
      image_version: version,
      replication_regions: ['North Europe'],
      storage_account_type: 'Standard_LRS',
      specialized: false,
      use_shallow_replication: false,
      target_region: [],
    },
  };
}

/** Makes the gallery that `intoGallery` names, with one definition. */
export async function addDefinition({ session }: OpenedBuild, name: string): Promise<void> {
  const { galleries, galleryImages } = session.compute();
  const atOnce = { updateIntervalInMs: 1 };
  await galleries.createOrUpdate('images', 'ours', { location: 'westeurope' }, atOnce);
  await galleryImages.createOrUpdate(
    'images',
    'ours',
    name,
    {
      location: 'westeurope',
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'strata', offer: 'images', sku: name },
      features: [{ name: 'SecurityType', value: 'Standard' }],
    },
    atOnce,
  );
}
