import { fillIn } from '@strata/sdk/testing';
import { listThings, type OpenedBuild, openBuild } from '../../testing/open-build';
import { createVolumeBuilder } from './builder';
import { type VolumeBuilderOptions, volumeBuilderSchema } from './schema';

const REGION = 'eu-central-1';
const volumeSchema = volumeBuilderSchema.blocks.ebs_volumes.schema;

function run(build: OpenedBuild) {
  const options = fillIn(volumeBuilderSchema, {
    region: REGION,
    source_ami: build.sourceId,
    instance_type: 't3.small',
    ssh_username: 'admin',
    temporary_key_pair_type: 'ed25519',
    temporary_security_group_source_cidrs: ['203.0.113.7/32'],
    run_volume_tags: { Work: 'yes' },
    ebs_volumes: [
      fillIn(volumeSchema, {
        device_name: '/dev/sdf',
        volume_size: 3,
        tags: { Name: 'data of {{.SourceAMIName}}' },
        snapshot_volume: true,
        snapshot_tags: { Name: 'copy' },
        snapshot_users: ['111122223333'],
      }),
      fillIn(volumeSchema, { device_name: '/dev/sdg', volume_size: 1, delete_on_termination: true }),
    ],
  }) as VolumeBuilderOptions;
  return createVolumeBuilder(build.means).build(build.machine, options, async () => {});
}

test('volumes stay when their machine goes, with their own tags, and snapshots of them', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const artifact = await run(build);
  await build.undo();
  const made = listThings(build).filter((id) => !before.includes(id));
  expect(artifact).toMatchObject({
    builderId: 'mitchellh.amazon.ebsvolume',
    id: expect.stringMatching(/^eu-central-1:snap-\w+,eu-central-1:vol-\w+$/),
    description: expect.stringMatching(
      /^EBS Volumes were created:\n\neu-central-1:snap-\w+\neu-central-1:vol-\w+$/,
    ),
  });
  expect(made.map((id) => id.replace(' ', ':')).sort()).toEqual(artifact?.id.split(','));
  const { compute, snapshots } = build.fake.cloud.region(REGION);
  const [volume] = compute.volumes.all();
  expect([volume?.sizeGib, Object.fromEntries(volume?.tags ?? [])]).toEqual([
    3,
    {
      Name: 'data of debian-12-amd64',
      'strata:build-id': expect.stringMatching(/^run-1\./),
      'strata:image': 'golden',
    },
  ]);
  expect(snapshots.all().at(-1)?.tags.get('Name')).toBe('copy');
  await artifact?.remove?.();
  expect(listThings(build)).toEqual(before);
});

test('a snapshot is made once, though nobody heard that it was', async () => {
  await using build = await openBuild();
  const before = build.fake.cloud.region(REGION).snapshots.all().length;
  build.fake.faults.add({ action: 'CreateSnapshot', reset: 'after' });
  await run(build);
  await build.undo();
  expect(build.fake.cloud.region(REGION).snapshots.all()).toHaveLength(before + 1);
});
