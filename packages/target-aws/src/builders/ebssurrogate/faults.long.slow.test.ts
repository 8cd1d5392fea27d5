import { createBuildSubject, fillInMachine } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { fillIn } from '../../testing/open-build';
import { blockDeviceSchema } from '../fields/block-device';
import { createSurrogateBuilder } from './builder';
import { type SurrogateOptions, surrogateSchema } from './schema';

type Given = Readonly<Record<string, unknown>>;

const disk = (options: Given) =>
  fillIn(blockDeviceSchema, { omit_from_artifact: false, volume_size: 2, volume_type: 'gp3', ...options });

const create = (name: string, given: Given) =>
  createBuildSubject(name, (build) => {
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
  });

matrixSuite([
  create('an image of a second disk', {}),
  create('an image of a machine with another disk', { use_create_image: true }),
]);
