import { fillIn } from '@strata/sdk/testing';
import { createSurrogateBuilder } from '../builders/ebssurrogate/builder';
import { type SurrogateOptions, surrogateSchema } from '../builders/ebssurrogate/schema';
import { blockDeviceSchema } from '../builders/fields/block-device';
import { fillInMachine } from './fault-matrix/builds';
import type { OpenedBuild } from './open-build';

type Given = Readonly<Record<string, unknown>>;

const disk = (options: Given) =>
  fillIn(blockDeviceSchema, { omit_from_artifact: false, volume_size: 2, volume_type: 'gp3', ...options });

/** Runs an `amazon-ebssurrogate` with two disks, the first of which becomes the image's. */
export function runSurrogate(build: OpenedBuild, given: Given = {}) {
  const options = fillInMachine(build, surrogateSchema, {
    ami_name: 'web-1',
    ami_virtualization_type: 'hvm',
    ena_support: true,
    boot_mode: 'uefi',
    ami_root_device: {
      source_device_name: '/dev/sdf',
      device_name: '/dev/xvda',
      delete_on_termination: true,
    },
    launch_block_device_mappings: [
      disk({ device_name: '/dev/sdf', encrypted: undefined }),
      disk({ device_name: '/dev/sdg', omit_from_artifact: true }),
    ],
    ...given,
  });
  const builder = createSurrogateBuilder(build.means);
  return builder.build(build.machine, options as SurrogateOptions, async () => {});
}
