import { fillIn } from '@strata/sdk/testing';
import { listThings, type OpenedBuild, openBuild } from '../../testing/open-build';
import { blockDeviceSchema } from '../fields/block-device';
import { createSurrogateBuilder } from './builder';
import { type SurrogateOptions, surrogateSchema } from './schema';

type Given = Readonly<Record<string, unknown>>;

const REGION = 'eu-central-1';
const disk = (options: Given) =>
  fillIn(blockDeviceSchema, { omit_from_artifact: false, volume_size: 2, volume_type: 'gp3', ...options });

function run(build: OpenedBuild, given: Given = {}) {
  const options = fillIn(surrogateSchema, {
    region: REGION,
    ami_name: 'web-1',
    ami_virtualization_type: 'hvm',
    source_ami: build.sourceId,
    instance_type: 't3.small',
    ssh_username: 'admin',
    temporary_key_pair_type: 'ed25519',
    temporary_security_group_source_cidrs: ['203.0.113.7/32'],
    ena_support: true,
    boot_mode: 'uefi',
    ami_root_device: {
      source_device_name: '/dev/sdf',
      device_name: '/dev/xvda',
      delete_on_termination: true,
    },
    launch_block_device_mappings: [
      disk({ device_name: '/dev/sdf', encrypted: undefined }),
      disk({ device_name: '/dev/sdg' }),
      disk({ device_name: '/dev/sdh', omit_from_artifact: true }),
    ],
    ...given,
  }) as SurrogateOptions;
  return createSurrogateBuilder(build.means).build(build.machine, options, async () => {});
}

function getImage({ fake }: OpenedBuild, artifact: { readonly id: string }) {
  return fake.cloud.region(REGION).images.find(artifact.id.split(':')[1] ?? '');
}

test('a second disk becomes the root disk of the image, and what is only for the work stays out', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const artifact = await run(build, { snapshot_tags: { Kind: 'disk' } });
  await build.undo();
  if (!artifact) throw new Error('no artifact');
  expect(artifact.builderId).toBe('mitchellh.amazon.ebssurrogate');
  const image = await build.session.ec2().describeImages({ ImageIds: [artifact.id.split(':')[1] ?? ''] });
  expect(image.Images?.[0]).toMatchObject({
    Name: 'web-1',
    RootDeviceName: '/dev/xvda',
    BootMode: 'uefi',
    EnaSupport: true,
    Architecture: 'x86_64',
    BlockDeviceMappings: [
      { DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: true, VolumeSize: 2 } },
      { DeviceName: '/dev/sdg', Ebs: { DeleteOnTermination: false } },
    ],
  });
  const made = listThings(build).filter((id) => !before.includes(id));
  expect(made.map((id) => id.replace(/-[0-9a-f]+$/u, '')).sort()).toEqual([
    `${REGION} ami`,
    `${REGION} snap`,
    `${REGION} snap`,
  ]);
  expect(getImage(build, artifact)?.tags.get('strata:build-id')).toMatch(/^run-1\./u);
});

test('with use_create_image the disk takes the place of the machine’s own', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const artifact = await run(build, { use_create_image: true });
  await build.undo();
  const changes = build.fake.log.mutating().map(({ action }) => action);
  expect(changes.filter((action) => /Volume|CreateImage|RegisterImage/.test(action))).toEqual([
    'DetachVolume',
    'DetachVolume',
    'DetachVolume',
    'AttachVolume',
    'CreateImage',
    'DeleteVolume',
    'DeleteVolume',
    'DeleteVolume',
    'DeleteVolume',
  ]);
  const made = listThings(build).filter((id) => !before.includes(id) && id.includes('ami-'));
  expect(made).toEqual([artifact?.id.replace(':', ' ')]);
  expect(listThings(build).some((id) => id.includes('vol-'))).toBe(false);
});

test.each(['DetachVolume', 'AttachVolume'])('an answer to %s that is lost is no failure', async (action) => {
  await using build = await openBuild();
  build.fake.faults.add({ action, reset: 'after' });
  expect(await run(build, { use_create_image: true })).toMatchObject({ id: expect.stringMatching(/:ami-/) });
  await build.undo();
});
