import type { CreateVolumeCommandInput } from '@aws-sdk/client-ec2';
import { type Bed, makeImage, makeSnapshot, openBed } from '../../testing/bed';

let bed: Bed;
let images = 0;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

const create = (more: Partial<CreateVolumeCommandInput> = {}) =>
  bed.ec2.createVolume({ AvailabilityZone: 'eu-west-1a', Size: 8, VolumeType: 'gp3', ...more });

async function launch(zone = 'eu-west-1a'): Promise<string> {
  images += 1;
  const { Instances: [instance] = [] } = await bed.ec2.runInstances({
    ...{ ImageId: await makeImage(bed, { Name: `golden-${images}` }), InstanceType: 't3.micro' },
    ...{ MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone: zone } },
  });
  const id = instance?.InstanceId ?? '';
  await bed.ec2.describeInstances({ InstanceIds: [id] });
  return id;
}

test('a volume of gp3 has what every one has', async () => {
  const { VolumeId = '' } = await create();
  const { Volumes } = await bed.ec2.describeVolumes({ VolumeIds: [VolumeId] });
  expect(Volumes).toMatchObject([
    { Size: 8, State: 'available', Iops: 3_000, Throughput: 125, Encrypted: false },
  ]);
});

test('a volume of a snapshot is as large and encrypted with the account’s key when that is wanted', async () => {
  const SnapshotId = await makeSnapshot(bed);
  const volume = await create({ SnapshotId, Size: undefined, Encrypted: true });
  expect(volume).toMatchObject({ Size: 1, Encrypted: true, KmsKeyId: expect.stringContaining(':key/') });
});

test.each<[string, Partial<CreateVolumeCommandInput>]>([
  ['MissingParameter', { Size: undefined }],
  ['InvalidZone.NotFound', { AvailabilityZone: 'eu-west-1z' }],
  ['InvalidParameterValue', { Size: 65_537 }],
  ['InvalidParameterValue', { VolumeType: 'fast' as 'gp3' }],
  ['MissingParameter', { VolumeType: 'io2' }],
  ['InvalidSnapshot.NotFound', { SnapshotId: 'snap-0123456789abcdef0' }],
  ['InvalidParameterValue', { Encrypted: true, KmsKeyId: 'alias/nobody' }],
])('%s (%#)', async (name, more) => {
  await expect(create(more)).rejects.toMatchObject({ name });
});

test('a volume goes from machine to machine, and not while one has it', async () => {
  const [first, second, far] = [await launch(), await launch(), await launch('eu-west-1b')];
  const { VolumeId = '' } = await create();
  await bed.ec2.attachVolume({ VolumeId, InstanceId: first, Device: '/dev/sdf' });
  const again = { VolumeId, InstanceId: second, Device: '/dev/sdf' };
  await expect(bed.ec2.attachVolume(again)).rejects.toMatchObject({ name: 'VolumeInUse' });
  await expect(bed.ec2.deleteVolume({ VolumeId })).rejects.toMatchObject({ name: 'VolumeInUse' });
  await bed.ec2.detachVolume({ VolumeId });
  await expect(bed.ec2.attachVolume({ ...again, InstanceId: far })).rejects.toMatchObject({
    name: 'InvalidVolume.ZoneMismatch',
  });
  await expect(bed.ec2.attachVolume({ ...again, Device: '/dev/xvda' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(bed.ec2.detachVolume({ VolumeId })).rejects.toMatchObject({ name: 'IncorrectState' });
  await bed.ec2.deleteVolume({ VolumeId });
  await expect(bed.ec2.describeVolumes({ VolumeIds: [VolumeId] })).rejects.toMatchObject({
    name: 'InvalidVolume.NotFound',
  });
});

test('the root disk comes off a stopped machine alone', async () => {
  const id = await launch();
  const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
  const { Volumes: [root] = [] } = await bed.ec2.describeVolumes({ Filters });
  const detach = () => bed.ec2.detachVolume({ VolumeId: root?.VolumeId });
  await expect(detach()).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  await bed.ec2.stopInstances({ InstanceIds: [id] });
  await bed.ec2.describeInstances({ InstanceIds: [id] });
  expect(await detach()).toMatchObject({ State: 'detaching' });
});

test('a disk that is to stay is left behind by its machine', async () => {
  const { Instances: [instance] = [] } = await bed.ec2.runInstances({
    ...{ ImageId: await makeImage(bed, { Name: 'stays' }), InstanceType: 't3.micro' },
    ...{ MinCount: 1, MaxCount: 1 },
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false, VolumeSize: 20 } }],
  });
  const id = instance?.InstanceId ?? '';
  await bed.ec2.describeInstances({ InstanceIds: [id] });
  const Filters = [{ Name: 'size', Values: ['20'] }];
  await bed.ec2.terminateInstances({ InstanceIds: [id] });
  await bed.ec2.describeInstances({ InstanceIds: [id] });
  const { Volumes } = await bed.ec2.describeVolumes({ Filters });
  expect(Volumes).toMatchObject([{ State: 'available', Attachments: [] }]);
});

test('a volume grows, and not twice within six hours', async () => {
  const { VolumeId = '' } = await create();
  await expect(bed.ec2.modifyVolume({ VolumeId, Size: 4 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await bed.ec2.modifyVolume({ VolumeId, Size: 16 });
  await expect(bed.ec2.modifyVolume({ VolumeId, Size: 32 })).rejects.toMatchObject({
    name: 'VolumeModificationRateExceeded',
  });
  bed.fake.cloud.clock.advance(21_600_000);
  await bed.ec2.modifyVolume({ VolumeId, Size: 32 });
  expect((await bed.ec2.describeVolumes({ VolumeIds: [VolumeId] })).Volumes?.[0]?.Size).toBe(32);
});
