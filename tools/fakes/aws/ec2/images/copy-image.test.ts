import { EC2 } from '@aws-sdk/client-ec2';
import { type Bed, home, makeImage, openBed } from '../../testing/bed';

const abroad = 'us-east-1';
let bed: Bed;
let there: EC2;
beforeAll(async () => {
  bed = await openBed();
  there = new EC2(bed.connect(abroad));
});
afterAll(() => bed[Symbol.asyncDispose]());

const request = (SourceImageId: string, Name: string, more: object = {}) => ({
  SourceImageId,
  SourceRegion: home,
  Name,
  ...more,
});
const describe = async (id: string | undefined) =>
  (await there.describeImages({ ImageIds: [id ?? ''] })).Images?.[0];

test('a copy has snapshots of its own, its source and the tags that are asked for', async () => {
  const source = await makeImage(bed, {
    Name: 'source',
    TagSpecifications: [
      {
        ResourceType: 'image',
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '1' },
        ],
      },
    ],
  });
  const { ImageId } = await there.copyImage(
    request(source, 'copy', {
      CopyImageTags: true,
      TagSpecifications: [
        { ResourceType: 'image', Tags: [{ Key: 'b', Value: '2' }] },
        { ResourceType: 'snapshot', Tags: [{ Key: 'c', Value: '3' }] },
      ],
    }),
  );
  const copy = await describe(ImageId);
  expect(copy).toMatchObject({
    State: 'available',
    SourceImageId: source,
    SourceImageRegion: home,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  const SnapshotIds = [copy?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? ''];
  expect((await there.describeSnapshots({ SnapshotIds })).Snapshots).toMatchObject([
    { State: 'completed', Tags: [{ Key: 'c', Value: '3' }] },
  ]);
});

test('the same token gives the same copy, and other parameters with it are refused', async () => {
  const source = await makeImage(bed, { Name: 'repeated' });
  const first = await there.copyImage(request(source, 'repeated', { ClientToken: 'build' }));
  expect(await there.copyImage(request(source, 'repeated', { ClientToken: 'build' }))).toMatchObject({
    ImageId: first.ImageId,
  });
  await expect(there.copyImage(request(source, 'else', { ClientToken: 'build' }))).rejects.toMatchObject({
    name: 'IdempotentParameterMismatch',
  });
});

test('names are unique among copies too, and the source has to be there', async () => {
  const source = await makeImage(bed, { Name: 'named' });
  await there.copyImage(request(source, 'named'));
  await expect(there.copyImage(request(source, 'named'))).rejects.toMatchObject({
    name: 'InvalidAMIName.Duplicate',
  });
  await expect(
    there.copyImage(request(source, 'other', { SourceRegion: 'us-west-2' })),
  ).rejects.toMatchObject({
    name: 'InvalidAMIID.NotFound',
  });
  await expect(there.copyImage(request(source, 'other', { SourceRegion: 'moon-1' }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('who was given an image copies it only when he was given its snapshots too', async () => {
  const source = await makeImage(bed, { Name: 'given' });
  const shared = { UserId: '210987654321' };
  await bed.ec2.modifyImageAttribute({ ImageId: source, LaunchPermission: { Add: [shared] } });
  const stranger = new EC2(bed.connect(abroad, bed.fake.cloud.accounts.addUser('210987654321')));
  const copy = () => stranger.copyImage(request(source, 'taken'));
  await expect(copy()).rejects.toMatchObject({ name: 'InvalidRequest' });
  const SnapshotId = bed.fake.cloud.region(home).images.find(source)?.traits.mappings[0]?.Ebs?.SnapshotId;
  await bed.ec2.modifySnapshotAttribute({ SnapshotId, CreateVolumePermission: { Add: [shared] } });
  await expect(copy()).resolves.toMatchObject({ ImageId: expect.stringMatching(/^ami-/) });
});

test('encryption takes a key of the region it is copied to, and a wrong key is told of afterwards', async () => {
  const source = await makeImage(bed, { Name: 'plain' });
  const { arn } = bed.fake.cloud.region(abroad).kms.add('123456789012', 'alias/images');
  const good = await there.copyImage(
    request(source, 'locked', { Encrypted: true, KmsKeyId: 'alias/images' }),
  );
  const SnapshotIds = [(await describe(good.ImageId))?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? ''];
  expect((await there.describeSnapshots({ SnapshotIds })).Snapshots).toMatchObject([
    { Encrypted: true, KmsKeyId: arn },
  ]);
  const bad = await there.copyImage(request(source, 'lost', { Encrypted: true, KmsKeyId: 'alias/nobody' }));
  expect(await describe(bad.ImageId)).toMatchObject({
    State: 'failed',
    StateReason: { Message: 'Given key ID is not accessible' },
  });
  await expect(there.copyImage(request(source, 'open', { KmsKeyId: 'alias/images' }))).rejects.toMatchObject({
    name: 'InvalidParameterDependency',
  });
});

test('a region takes so many copies at once', async () => {
  await using busy = await openBed({ pending: { milliseconds: 1000 }, quotas: { copies: 1 } });
  const clock = busy.fake.cloud.clock;
  const { SnapshotId = '' } = await busy.ebs.startSnapshot({ VolumeSize: 1 });
  await busy.ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 0 });
  clock.advance(1000);
  const copy = () => busy.ec2.copySnapshot({ SourceSnapshotId: SnapshotId, SourceRegion: home });
  await copy();
  await expect(copy()).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
  clock.advance(1000);
  await expect(copy()).resolves.toMatchObject({ SnapshotId: expect.stringMatching(/^snap-/) });
});
