import { EC2 } from '@aws-sdk/client-ec2';
import { type Bed, home, makeSnapshot, openBed } from '../../testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

test('snapshots are found by owner and filter, in pages that no ids go with', async () => {
  const SnapshotId = await makeSnapshot(bed);
  const { Snapshots } = await bed.ec2.describeSnapshots({
    OwnerIds: ['self'],
    Filters: [{ Name: 'volume-size', Values: ['1'] }],
  });
  expect(Snapshots).toMatchObject([
    { SnapshotId, State: 'completed', Progress: '100%', OwnerId: '123456789012' },
  ]);
  await expect(bed.ec2.describeSnapshots({ SnapshotIds: [SnapshotId], MaxResults: 5 })).rejects.toMatchObject(
    {
      name: 'InvalidParameterCombination',
    },
  );
  await expect(bed.ec2.describeSnapshots({ MaxResults: 4 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('a snapshot is copied from where it was shared', async () => {
  const SnapshotId = await makeSnapshot(bed);
  const stranger = new EC2(bed.connect('us-east-1', bed.fake.cloud.accounts.addUser('210987654321')));
  const copy = () => stranger.copySnapshot({ SourceSnapshotId: SnapshotId, SourceRegion: home });
  await expect(copy()).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
  await bed.ec2.modifySnapshotAttribute({
    SnapshotId,
    Attribute: 'createVolumePermission',
    OperationType: 'add',
    UserIds: ['210987654321'],
  });
  expect(
    await bed.ec2.describeSnapshotAttribute({ SnapshotId, Attribute: 'createVolumePermission' }),
  ).toMatchObject({
    CreateVolumePermissions: [{ UserId: '210987654321' }],
  });
  await expect(copy()).resolves.toMatchObject({ SnapshotId: expect.stringMatching(/^snap-/) });
});

test('what is encrypted is shared with nobody by the default key, and with everybody by none', async () => {
  const share = async (KmsKeyArn: string | undefined, permission: object) => {
    const { SnapshotId } = await bed.ebs.startSnapshot({ VolumeSize: 1, Encrypted: true, KmsKeyArn });
    await bed.ec2.modifySnapshotAttribute({ SnapshotId, CreateVolumePermission: { Add: [permission] } });
  };
  const { arn } = bed.fake.cloud.region(home).kms.add('123456789012');
  await expect(share(undefined, { UserId: '210987654321' })).rejects.toMatchObject({
    name: 'OperationNotPermitted',
  });
  await expect(share(arn, { Group: 'all' })).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  await expect(share(arn, { UserId: '210987654321' })).resolves.toBeUndefined();
});

test('so many snapshots are pending at once', async () => {
  await using small = await openBed({ quotas: { pendingSnapshots: 1 } });
  await small.ebs.startSnapshot({ VolumeSize: 1 });
  await expect(small.ebs.startSnapshot({ VolumeSize: 1 })).rejects.toMatchObject({
    name: 'PendingSnapshotLimitExceeded',
  });
});
