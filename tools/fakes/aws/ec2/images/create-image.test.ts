import type { CreateImageRequest } from '@aws-sdk/client-ec2';
import { type Bed, home, makeImage, makeSnapshot, openBed } from '../../testing/bed';

let bed: Bed;
let InstanceId: string;
let data: string;
beforeAll(async () => {
  bed = await openBed();
  data = await makeSnapshot(bed, 'd');
  const { Instances = [] } = await bed.ec2.runInstances({
    ImageId: await makeImage(bed, { Name: 'base', ImdsSupport: 'v2.0' }),
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId: data, DeleteOnTermination: true } }],
  });
  InstanceId = Instances[0]?.InstanceId ?? '';
  await bed.ec2.describeInstances({ InstanceIds: [InstanceId] });
});
afterAll(() => bed[Symbol.asyncDispose]());

const create = async (Name: string, more: Partial<CreateImageRequest> = {}) => {
  const { ImageId = '' } = await bed.ec2.createImage({ InstanceId, Name, NoReboot: true, ...more });
  return ImageId;
};
const describe = async (id: string) => (await bed.ec2.describeImages({ ImageIds: [id] })).Images?.[0];

test('an image has the disks of its machine, as they are now, and the tags of its request', async () => {
  const id = await create('whole', {
    TagSpecifications: [
      { ResourceType: 'image', Tags: [{ Key: 'a', Value: '1' }] },
      { ResourceType: 'snapshot', Tags: [{ Key: 'b', Value: '2' }] },
    ],
  });
  const image = await describe(id);
  expect(image).toMatchObject({
    State: 'available',
    SourceInstanceId: InstanceId,
    ImdsSupport: 'v2.0',
    BootMode: 'uefi-preferred',
    Tags: [{ Key: 'a', Value: '1' }],
  });
  expect(image?.BlockDeviceMappings?.map(({ DeviceName }) => DeviceName)).toEqual(['/dev/xvda', '/dev/sdf']);
  const snapshots = bed.fake.cloud.region(home).snapshots;
  const made = (image?.BlockDeviceMappings ?? []).map(({ Ebs }) => snapshots.get(Ebs?.SnapshotId ?? ''));
  expect(made.map(({ state, tags }) => [state, tags.get('b')])).toEqual([
    ['completed', '2'],
    ['completed', '2'],
  ]);
  expect(made[1]?.blocks.entries()).toEqual(snapshots.get(data).blocks.entries());
});

test('a device is left out, and may go with its machine or stay', async () => {
  const id = await create('without data', {
    BlockDeviceMappings: [
      { DeviceName: '/dev/sdf', NoDevice: '' },
      { DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } },
    ],
  });
  expect((await describe(id))?.BlockDeviceMappings).toMatchObject([
    { DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } },
  ]);
});

test('devices are added, and one is told that it is as it is', async () => {
  const id = await create('with more', {
    BlockDeviceMappings: [
      { DeviceName: '/dev/xvda', Ebs: { Encrypted: false } },
      { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 100, VolumeType: 'gp3' } },
      { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
      { DeviceName: '/dev/sdc', NoDevice: '' },
    ],
  });
  const mappings = (await describe(id))?.BlockDeviceMappings ?? [];
  expect(
    mappings.map(({ DeviceName, Ebs, VirtualName }) => [DeviceName, Ebs?.VolumeSize ?? VirtualName]),
  ).toEqual([
    ['/dev/xvda', expect.any(Number)],
    ['/dev/sdf', expect.any(Number)],
    ['/dev/sdg', 100],
    ['/dev/sdb', 'ephemeral0'],
  ]);
});

test.each<[string, Partial<CreateImageRequest>, string]>([
  ['a name that is taken', { Name: 'base' }, 'InvalidAMIName.Duplicate'],
  [
    'a device of which nothing is said',
    { BlockDeviceMappings: [{ DeviceName: '/dev/sdz' }] },
    'MissingParameter',
  ],
  [
    'another encryption',
    { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }] },
    'InvalidBlockDeviceMapping',
  ],
  [
    'tags for instances',
    { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }] },
    'InvalidParameterValue',
  ],
  ['a machine that is not there', { InstanceId: 'i-0123456789abcdef0' }, 'InvalidInstanceID.NotFound'],
])('an image with %s is refused', async (_title, wrong, name) => {
  await expect(create('refused', wrong)).rejects.toMatchObject({ name });
});

test('snapshots of a machine are taken together, with or without its first disk', async () => {
  const { Snapshots } = await bed.ec2.createSnapshots({
    InstanceSpecification: { InstanceId, ExcludeBootVolume: true },
    TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'a', Value: '1' }] }],
  });
  expect(Snapshots).toMatchObject([{ State: 'pending', Tags: [{ Key: 'a', Value: '1' }] }]);
});

test('what is written to a volume after its snapshot is not in that', async () => {
  const region = bed.fake.cloud.region(home);
  const [volume] = region.compute.volumes.list();
  const { SnapshotId = '' } = await bed.ec2.createSnapshot({ VolumeId: volume?.id });
  volume?.blocks.set(5, 'written later');
  expect(region.snapshots.get(SnapshotId).blocks.get(5)).toBeUndefined();
  expect(volume?.blocks.get(0)).toBe(region.snapshots.get(SnapshotId).blocks.get(0));
});

test('a machine on its way makes no image yet', async () => {
  const { Instances = [] } = await bed.ec2.runInstances({
    ImageId: await makeImage(bed, { Name: 'other base' }),
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
  });
  const instance = bed.fake.cloud.region(home).compute.instances.get(Instances[0]?.InstanceId ?? '');
  Object.assign(instance, { state: 'stopping', transition: undefined });
  await expect(create('early', { InstanceId: instance.id })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('Instance is not in state'),
  });
});

test('a machine that has ended makes no image', async () => {
  await bed.ec2.terminateInstances({ InstanceIds: [InstanceId] });
  await expect(create('late')).rejects.toMatchObject({ name: 'IncorrectState' });
});
