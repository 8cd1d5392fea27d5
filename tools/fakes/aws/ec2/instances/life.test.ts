import { constants, privateDecrypt } from 'node:crypto';
import { type Bed, home, makeRegistration, makeSnapshot, openBed } from '../../testing/bed';
import { PASSWORD } from './console';

let bed: Bed;
let imageId: string;
beforeAll(async () => {
  bed = await openBed({ pending: { looks: 1 } });
  const snapshot = await makeSnapshot(bed);
  for (let looks = 0; looks < 2; looks += 1) await bed.ec2.describeSnapshots({ SnapshotIds: [snapshot] });
  const { ImageId = '' } = await bed.ec2.registerImage(makeRegistration(snapshot));
  for (let looks = 0; looks < 2; looks += 1) await bed.ec2.describeImages({ ImageIds: [ImageId] });
  imageId = ImageId;
});
afterEach(() => bed.fake.cloud.region(home).compute.limits.exhausted.clear());
afterAll(() => bed[Symbol.asyncDispose]());

async function launch(more: object = {}): Promise<string> {
  const { Instances: [instance] = [] } = await bed.ec2.runInstances({
    ...{ ImageId: imageId, InstanceType: 't3.nano', MinCount: 1, MaxCount: 1, ...more },
  });
  return instance?.InstanceId ?? '';
}

async function look(id: string) {
  const { Reservations } = await bed.ec2.describeInstances({ InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0];
}

async function reach(id: string, state: string): Promise<void> {
  for (let looks = 0; looks < 5; looks += 1) if ((await look(id))?.State?.Name === state) return;
  throw new Error(`${id} never is ${state}`);
}

async function finish(...ids: readonly string[]): Promise<void> {
  await bed.ec2.terminateInstances({ InstanceIds: [...ids] });
  for (const id of ids) await reach(id, 'terminated');
}

test('states follow each other, and say why', async () => {
  const id = await launch();
  expect((await look(id))?.State?.Name).toBe('pending');
  await reach(id, 'running');
  const stopping = await bed.ec2.stopInstances({ InstanceIds: [id] });
  expect(stopping.StoppingInstances).toMatchObject([
    { CurrentState: { Name: 'stopping' }, PreviousState: { Name: 'running' } },
  ]);
  await reach(id, 'stopped');
  expect(await look(id)).toMatchObject({
    StateReason: { Code: 'Client.UserInitiatedShutdown' },
    StateTransitionReason: expect.stringMatching(/^User initiated \(.* GMT\)$/),
    PublicDnsName: '',
  });
  await bed.ec2.startInstances({ InstanceIds: [id] });
  await reach(id, 'running');
  await finish(id);
  const { Volumes } = await bed.ec2.describeVolumes({
    Filters: [{ Name: 'attachment.instance-id', Values: [id] }],
  });
  expect(Volumes).toEqual([]);
});

test('a terminated instance can be seen for an hour, and cannot be started', async () => {
  const id = await launch();
  await finish(id);
  await expect(bed.ec2.startInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'IncorrectInstanceState',
  });
  bed.fake.cloud.clock.advance(3_600_001);
  await expect(bed.ec2.describeInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'InvalidInstanceID.NotFound',
  });
});

test('protection keeps an instance from being stopped and terminated', async () => {
  const id = await launch({ DisableApiTermination: true, DisableApiStop: true });
  await reach(id, 'running');
  await expect(bed.ec2.terminateInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'OperationNotPermitted',
  });
  await expect(bed.ec2.stopInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'OperationNotPermitted',
  });
  await bed.ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiTermination: { Value: false } });
  await finish(id);
});

test('a spot instance is not stopped', async () => {
  const id = await launch({ InstanceMarketOptions: { MarketType: 'spot' } });
  await reach(id, 'running');
  expect(await look(id)).toMatchObject({
    InstanceLifecycle: 'spot',
    SpotInstanceRequestId: expect.stringMatching(/^sir-/),
  });
  await expect(bed.ec2.stopInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'UnsupportedOperation',
  });
  await finish(id);
});

test('what a machine is can be changed while it is stopped, and the rest at any time', async () => {
  const id = await launch();
  await reach(id, 'running');
  const grow = () => bed.ec2.modifyInstanceAttribute({ InstanceId: id, InstanceType: { Value: 't3.small' } });
  await expect(grow()).rejects.toMatchObject({ name: 'IncorrectInstanceState' });
  await expect(
    bed.ec2.modifyInstanceAttribute({
      ...{ InstanceId: id, DisableApiStop: { Value: false }, DisableApiTermination: { Value: false } },
    }),
  ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  await bed.ec2.stopInstances({ InstanceIds: [id] });
  await reach(id, 'stopped');
  await grow();
  await bed.ec2.modifyInstanceAttribute({ InstanceId: id, SriovNetSupport: { Value: 'simple' } });
  expect(
    await bed.ec2.describeInstanceAttribute({ InstanceId: id, Attribute: 'sriovNetSupport' }),
  ).toMatchObject({ SriovNetSupport: { Value: 'simple' } });
  expect((await look(id))?.InstanceType).toBe('t3.small');
  bed.fake.cloud.region(home).compute.limits.exhausted.add('t3.small');
  await expect(bed.ec2.startInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'InsufficientInstanceCapacity',
  });
  await finish(id);
});

test('checks of a machine take longer than its start', async () => {
  const id = await launch();
  await reach(id, 'running');
  const ask = async () => {
    const { InstanceStatuses } = await bed.ec2.describeInstanceStatus({ InstanceIds: [id] });
    return InstanceStatuses?.[0]?.InstanceStatus?.Status;
  };
  expect([await ask(), await ask()]).toEqual(['initializing', 'ok']);
  await finish(id);
  expect(await ask()).toBeUndefined();
});

test('the password of a Windows machine is for the holder of its key', async () => {
  const { KeyMaterial = '' } = await bed.ec2.createKeyPair({ KeyName: 'windows' });
  const region = bed.fake.cloud.region(home);
  const image = region.images.get(imageId);
  image.traits = { ...image.traits, platform: 'windows' };
  const id = await launch({ KeyName: 'windows' });
  const ask = async () => (await bed.ec2.getPasswordData({ InstanceId: id })).PasswordData ?? '';
  expect(await ask()).toBe('');
  await reach(id, 'running');
  await ask();
  const encrypted = Buffer.from(await ask(), 'base64');
  const key = { key: KeyMaterial, padding: constants.RSA_NO_PADDING };
  expect(privateDecrypt(key, encrypted).toString('latin1').endsWith(`\0${PASSWORD}`)).toBe(true);
  image.traits = { ...image.traits, platform: undefined };
  await finish(id);
});

test.each(['i-1', 'ami-0123456789abcdef0'])('%s is no id of an instance', async (id) => {
  await expect(bed.ec2.describeInstances({ InstanceIds: [id] })).rejects.toMatchObject({
    name: 'InvalidInstanceID.Malformed',
  });
});

test('instances are paged and filtered, and ids are not', async () => {
  const ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => launch()));
  const Filters = [{ Name: 'instance-id', Values: ids }];
  const first = await bed.ec2.describeInstances({ Filters, MaxResults: 5 });
  expect(first.Reservations).toHaveLength(5);
  const rest = await bed.ec2.describeInstances({ Filters, MaxResults: 5, NextToken: first.NextToken });
  expect(rest.Reservations).toHaveLength(1);
  await expect(bed.ec2.describeInstances({ InstanceIds: ids, MaxResults: 5 })).rejects.toMatchObject({
    name: 'InvalidParameterCombination',
  });
  await finish(...ids);
});
