import { type Bed, home, makeImage, openBed } from '../../testing/bed';

let bed: Bed;
let ImageId: string;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());
let count = 0;
beforeEach(async () => {
  count += 1;
  ImageId = await makeImage(bed, { Name: `image ${count}` });
});

const describe = async () => (await bed.ec2.describeImages({ ImageIds: [ImageId] })).Images?.[0];

test('an image is shared with accounts, organisations and, unless that is blocked, with everybody', async () => {
  const { ec2 } = bed;
  const organization = 'arn:aws:organizations::123456789012:organization/o-abcdefghij';
  await ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add: [{ OrganizationArn: organization }] } });
  await ec2.modifyImageAttribute({
    ImageId,
    Attribute: 'launchPermission',
    OperationType: 'add',
    UserIds: ['210987654321'],
  });
  const { LaunchPermissions } = await ec2.describeImageAttribute({ ImageId, Attribute: 'launchPermission' });
  expect(LaunchPermissions).toEqual([{ OrganizationArn: organization }, { UserId: '210987654321' }]);
  await ec2.modifyImageAttribute({
    ImageId,
    UserIds: ['210987654321'],
    LaunchPermission: { Remove: [{ UserId: '210987654321' }] },
  });
  expect(
    (await ec2.describeImageAttribute({ ImageId, Attribute: 'launchPermission' })).LaunchPermissions,
  ).toEqual([{ OrganizationArn: organization }]);
  const publish = () => ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add: [{ Group: 'all' }] } });
  await expect(publish()).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  await ec2.disableImageBlockPublicAccess({});
  await publish();
  expect(await describe()).toMatchObject({ Public: true });
  await ec2.enableImageBlockPublicAccess({ ImageBlockPublicAccessState: 'block-new-sharing' });
  await ec2.resetImageAttribute({ ImageId, Attribute: 'launchPermission' });
  expect(await describe()).toMatchObject({ Public: false });
});

test.each([
  ['an account of eleven digits', { UserId: '12345678901' }],
  ['no ARN', { OrganizationArn: 'o-abcdefghij' }],
])('a permission for %s is refused', async (_title, permission) => {
  await expect(
    bed.ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add: [permission] } }),
  ).rejects.toMatchObject({ name: 'InvalidAMIAttributeItemValue' });
});

test('one attribute is changed at a time, and IMDSv2 is not taken back', async () => {
  const { ec2 } = bed;
  await expect(
    ec2.modifyImageAttribute({ ImageId, Description: { Value: 'x' }, ImdsSupport: { Value: 'v2.0' } }),
  ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  await ec2.modifyImageAttribute({ ImageId, ImdsSupport: { Value: 'v2.0' } });
  await expect(ec2.modifyImageAttribute({ ImageId, ImdsSupport: { Value: 'v1.0' } })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('what is encrypted with the account’s default key is not shared', async () => {
  const { ImageId: locked } = await bed.ec2.copyImage({
    SourceImageId: ImageId,
    SourceRegion: home,
    Name: 'locked',
    Encrypted: true,
  });
  await bed.ec2.describeImages({});
  await expect(
    bed.ec2.modifyImageAttribute({
      ImageId: locked,
      LaunchPermission: { Add: [{ UserId: '210987654321' }] },
    }),
  ).rejects.toMatchObject({ name: 'InvalidParameter' });
});

test('an image is deprecated in the future, on the minute, within ten years', async () => {
  const { ec2, fake } = bed;
  const inYears = (years: number) => new Date(fake.cloud.clock.now().getTime() + years * 365.25 * 86_400_000);
  await expect(ec2.enableImageDeprecation({ ImageId, DeprecateAt: new Date(0) })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(ec2.enableImageDeprecation({ ImageId, DeprecateAt: inYears(11) })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await ec2.enableImageDeprecation({ ImageId, DeprecateAt: inYears(1) });
  expect(await describe()).toMatchObject({ DeprecationTime: expect.stringMatching(/:00\.000Z$/) });
  await ec2.disableImageDeprecation({ ImageId });
  expect(await describe()).not.toHaveProperty('DeprecationTime');
});

test('a protected image stays, with a cooldown for a day longer', async () => {
  const { ec2, fake } = bed;
  await ec2.enableImageDeregistrationProtection({ ImageId, WithCooldown: true });
  await expect(ec2.deregisterImage({ ImageId })).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  await ec2.disableImageDeregistrationProtection({ ImageId });
  await expect(ec2.deregisterImage({ ImageId })).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  fake.cloud.clock.advance(86_400_000);
  expect(await ec2.deregisterImage({ ImageId })).toMatchObject({ Return: true });
});

test('a disabled image is hidden and shared with nobody, until it is enabled', async () => {
  const { ec2 } = bed;
  await ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add: [{ UserId: '210987654321' }] } });
  await ec2.disableImage({ ImageId });
  expect(await describe()).toBeUndefined();
  const { Images } = await ec2.describeImages({ ImageIds: [ImageId], IncludeDisabled: true });
  expect(Images).toMatchObject([{ State: 'disabled' }]);
  await expect(
    ec2.copyImage({ SourceImageId: ImageId, SourceRegion: home, Name: 'copy' }),
  ).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
  await ec2.enableImage({ ImageId });
  const { LaunchPermissions } = await ec2.describeImageAttribute({ ImageId, Attribute: 'launchPermission' });
  expect(LaunchPermissions ?? []).toEqual([]);
});

test('an image goes with its snapshots when that is asked for, but for those that another is made of', async () => {
  const { ec2 } = bed;
  const SnapshotId = (await describe())?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
  await expect(ec2.deleteSnapshot({ SnapshotId })).rejects.toMatchObject({ name: 'InvalidSnapshot.InUse' });
  const { ImageId: other = '' } = await ec2.registerImage({
    Name: 'other',
    Architecture: 'x86_64',
    VirtualizationType: 'hvm',
    RootDeviceName: '/dev/xvda',
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId } }],
  });
  expect(await ec2.deregisterImage({ ImageId, DeleteAssociatedSnapshots: true })).toMatchObject({
    DeleteSnapshotResults: [{ SnapshotId, ReturnCode: 'skipped' }],
  });
  expect(await ec2.deregisterImage({ ImageId: other, DeleteAssociatedSnapshots: true })).toMatchObject({
    DeleteSnapshotResults: [{ SnapshotId, ReturnCode: 'success' }],
  });
  await expect(ec2.describeSnapshots({ SnapshotIds: [SnapshotId] })).rejects.toMatchObject({
    name: 'InvalidSnapshot.NotFound',
  });
});

test('fast launch is for Windows', async () => {
  await expect(bed.ec2.enableFastLaunch({ ImageId })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});
