import { fillIn } from '@strata/sdk/testing';
import { createBuildSubject, fillInMachine } from '../../testing/fault-matrix/builds';
import { matrixSuite } from '../../testing/fault-matrix/suite';
import { createVolumeBuilder } from './builder';
import { type VolumeBuilderOptions, volumeBuilderSchema } from './schema';

const volumes = createBuildSubject('volumes and a snapshot', (build) => {
  const { schema } = volumeBuilderSchema.blocks.ebs_volumes;
  const options = fillInMachine(build, volumeBuilderSchema, {
    ebs_volumes: [
      fillIn(schema, {
        ...{ device_name: '/dev/sdf', volume_size: 3, tags: { Name: 'data' } },
        ...{ snapshot_volume: true, snapshot_users: ['111122223333'] },
      }),
      fillIn(schema, { device_name: '/dev/sdg', volume_size: 1, delete_on_termination: true }),
    ],
  });
  const builder = createVolumeBuilder(build.means);
  return builder.build(build.machine, options as VolumeBuilderOptions, async () => {});
});

matrixSuite([volumes]);
