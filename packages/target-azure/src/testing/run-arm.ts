import type { MachineBuilder, MachineContext } from '@strata/sdk';
import { createArmBuilder } from '../builders/arm/builder';
import { type ArmOptions, armSchema } from '../builders/arm/schema';
import { fillIn, type OpenedBuild } from './open-build';

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
  const options = fillIn(armSchema, {
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
  return createArmBuilder(build.means).build(context, options, provision);
}
