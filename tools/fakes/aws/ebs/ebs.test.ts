import { createHash } from 'node:crypto';
import { EBS } from '@aws-sdk/client-ebs';
import { type Bed, digest, makeBlock, makeSnapshot, openBed, putBlock } from '../testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

const start = async (more: object = {}) =>
  (await bed.ebs.startSnapshot({ VolumeSize: 1, ...more })).SnapshotId ?? '';

async function readBlock(SnapshotId: string, BlockIndex: number): Promise<string> {
  const { Blocks = [] } = await bed.ebs.listSnapshotBlocks({ SnapshotId });
  const { BlockToken } = Blocks.find((block) => block.BlockIndex === BlockIndex) ?? {};
  const { BlockData, Checksum } = await bed.ebs.getSnapshotBlock({ SnapshotId, BlockIndex, BlockToken });
  const block = Buffer.from((await BlockData?.transformToByteArray()) ?? []);
  expect(digest(block)).toBe(Checksum);
  return block.toString('latin1', 0, 1);
}

test('what is written is read back, and a child shows its parent’s blocks where it has none', async () => {
  const parent = await start();
  await putBlock(bed.ebs, { SnapshotId: parent, BlockIndex: 3, block: makeBlock('a') });
  await putBlock(bed.ebs, { SnapshotId: parent, BlockIndex: 2047, block: makeBlock('b') });
  const whole = createHash('sha256');
  for (const letter of ['a', 'b']) whole.update(createHash('sha256').update(makeBlock(letter)).digest());
  const answer = await bed.ebs.completeSnapshot({
    SnapshotId: parent,
    ChangedBlocksCount: 2,
    Checksum: whole.digest('base64'),
    ChecksumAlgorithm: 'SHA256',
    ChecksumAggregationMethod: 'LINEAR',
  });
  expect(answer.Status).toBe('pending');
  await bed.ec2.describeSnapshots({ SnapshotIds: [parent] });
  const child = await start({ ParentSnapshotId: parent });
  await putBlock(bed.ebs, { SnapshotId: child, BlockIndex: 3, block: makeBlock('c') });
  await bed.ebs.completeSnapshot({ SnapshotId: child, ChangedBlocksCount: 1 });
  await bed.ec2.deleteSnapshot({ SnapshotId: parent });
  expect([await readBlock(child, 3), await readBlock(child, 2047)]).toEqual(['c', 'b']);
  expect(bed.fake.cloud.blocks.count()).toBe(3);
});

test('changed blocks are those that differ, and only of one lineage', async () => {
  const first = await makeSnapshot(bed, 'x');
  const second = await start({ ParentSnapshotId: first });
  await putBlock(bed.ebs, { SnapshotId: second, BlockIndex: 0, block: makeBlock('x') });
  await putBlock(bed.ebs, { SnapshotId: second, BlockIndex: 9, block: makeBlock('y') });
  await bed.ebs.completeSnapshot({ SnapshotId: second, ChangedBlocksCount: 2 });
  const { ChangedBlocks } = await bed.ebs.listChangedBlocks({
    FirstSnapshotId: first,
    SecondSnapshotId: second,
  });
  expect(ChangedBlocks).toEqual([{ BlockIndex: 9, SecondBlockToken: expect.any(String) }]);
  const stranger = await makeSnapshot(bed);
  await expect(
    bed.ebs.listChangedBlocks({ FirstSnapshotId: stranger, SecondSnapshotId: second }),
  ).rejects.toMatchObject({ name: 'ValidationException', Reason: 'UNRELATED_SNAPSHOTS' });
});

test.each([
  ['no size', { VolumeSize: 0 }, 'INVALID_VOLUME_SIZE'],
  ['a time limit under ten minutes', { Timeout: 9 }, 'INVALID_PARAMETER_VALUE'],
  ['a key without encryption', { KmsKeyArn: 'alias/mine' }, 'INVALID_PARAMETER_VALUE'],
  ['a key that is not there', { Encrypted: true, KmsKeyArn: 'alias/mine' }, 'INVALID_CUSTOMER_KEY'],
  ['a tag of AWS’s own', { Tags: [{ Key: 'aws:x', Value: 'y' }] }, 'INVALID_TAG'],
  ['a parent with no such id', { ParentSnapshotId: 'snap-1' }, 'INVALID_SNAPSHOT_ID'],
])('a snapshot with %s is not started', async (_title, wanted, Reason) => {
  await expect(bed.ebs.startSnapshot({ VolumeSize: 1, ...wanted })).rejects.toMatchObject({
    name: 'ValidationException',
    Reason,
  });
});

test('a child is completed after its parent, at least as large, and as encrypted as that', async () => {
  const open = await start();
  await expect(start({ ParentSnapshotId: open })).rejects.toMatchObject({ Reason: 'INVALID_SNAPSHOT_ID' });
  const { SnapshotId: large = '' } = await bed.ebs.startSnapshot({ VolumeSize: 2 });
  await bed.ebs.completeSnapshot({ SnapshotId: large, ChangedBlocksCount: 0 });
  await expect(start({ ParentSnapshotId: large })).rejects.toMatchObject({ Reason: 'INVALID_VOLUME_SIZE' });
  await expect(start({ ParentSnapshotId: large, VolumeSize: 2, Encrypted: false })).rejects.toMatchObject({
    Reason: 'INVALID_PARAMETER_VALUE',
  });
});

test('a client token gives the same snapshot, and no other request with it', async () => {
  const first = await start({ ClientToken: 'build-1' });
  expect(await start({ ClientToken: 'build-1' })).toBe(first);
  await expect(start({ ClientToken: 'build-1', VolumeSize: 2 })).rejects.toMatchObject({
    name: 'ConflictException',
  });
});

test.each([
  ['beyond the end', { BlockIndex: 2048 }, 'INVALID_BLOCK'],
  ['with another checksum', { Checksum: digest(makeBlock('z')) }, 'INVALID_BLOCK'],
  ['with another length', { DataLength: 512 }, 'INVALID_PARAMETER_VALUE'],
])('a block %s is not taken', async (_title, wrong, Reason) => {
  const SnapshotId = await start();
  const block = makeBlock('a');
  const right = {
    SnapshotId,
    BlockIndex: 0,
    BlockData: block,
    DataLength: block.length,
    Checksum: digest(block),
    ChecksumAlgorithm: 'SHA256' as const,
  };
  await expect(bed.ebs.putSnapshotBlock({ ...right, ...wrong })).rejects.toMatchObject({ Reason });
  await expect(bed.ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 1 })).rejects.toMatchObject({
    Reason: 'INVALID_PARAMETER_VALUE',
  });
});

test('a completed snapshot takes no more, and says again how far it is', async () => {
  const SnapshotId = await makeSnapshot(bed);
  await expect(putBlock(bed.ebs, { SnapshotId, BlockIndex: 1, block: makeBlock('a') })).rejects.toMatchObject(
    { Reason: 'INVALID_SNAPSHOT_ID' },
  );
  expect((await bed.ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 1 })).Status).toBe('completed');
});

test('a wrong sum over all blocks keeps the snapshot open', async () => {
  const SnapshotId = await start();
  await expect(
    bed.ebs.completeSnapshot({
      SnapshotId,
      ChangedBlocksCount: 0,
      Checksum: digest(makeBlock('a')),
      ChecksumAlgorithm: 'SHA256',
      ChecksumAggregationMethod: 'LINEAR',
    }),
  ).rejects.toMatchObject({ Reason: 'INVALID_PARAMETER_VALUE' });
  expect((await bed.ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 0 })).Status).toBe('pending');
});

test('tokens of blocks are of one block and good for a week, and pages have at least a hundred', async () => {
  const SnapshotId = await makeSnapshot(bed);
  const { Blocks } = await bed.ebs.listSnapshotBlocks({ SnapshotId, MaxResults: 100 });
  const BlockToken = Blocks?.[0]?.BlockToken;
  const other = await makeSnapshot(bed);
  await expect(
    bed.ebs.getSnapshotBlock({ SnapshotId: other, BlockIndex: 0, BlockToken }),
  ).rejects.toMatchObject({
    Reason: 'INVALID_BLOCK_TOKEN',
  });
  await expect(bed.ebs.getSnapshotBlock({ SnapshotId, BlockIndex: 1, BlockToken })).rejects.toMatchObject({
    Reason: 'INVALID_BLOCK',
  });
  await expect(bed.ebs.listSnapshotBlocks({ SnapshotId, MaxResults: 99 })).rejects.toMatchObject({
    Reason: 'INVALID_PARAMETER_VALUE',
  });
  await expect(bed.ebs.listSnapshotBlocks({ SnapshotId, NextToken: 'x' })).rejects.toMatchObject({
    Reason: 'INVALID_PAGE_TOKEN',
  });
});

test('of another account, only what is shared is there', async () => {
  const SnapshotId = await makeSnapshot(bed);
  const stranger = new EBS(bed.connect('eu-west-1', bed.fake.cloud.accounts.addUser('210987654321')));
  await expect(stranger.listSnapshotBlocks({ SnapshotId })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    Reason: 'SNAPSHOT_NOT_FOUND',
  });
  await bed.ec2.modifySnapshotAttribute({
    SnapshotId,
    CreateVolumePermission: { Add: [{ UserId: '210987654321' }] },
  });
  expect((await stranger.listSnapshotBlocks({ SnapshotId })).Blocks).toHaveLength(1);
});

test('an upload that nobody goes on with ends in error', async () => {
  await using other = await openBed();
  const { SnapshotId = '' } = await other.ebs.startSnapshot({ VolumeSize: 1, Timeout: 10 });
  other.fake.cloud.clock.advance(10 * 60_000 + 1);
  const { Snapshots } = await other.ec2.describeSnapshots({ SnapshotIds: [SnapshotId] });
  expect(Snapshots).toMatchObject([{ State: 'error', StateMessage: expect.stringContaining('timeout') }]);
  await expect(other.ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 0 })).rejects.toMatchObject({
    Reason: 'INVALID_SNAPSHOT_ID',
  });
});

test('a share of answers is lost after the block was taken, and bytes are counted', async () => {
  await using other = await openBed({ traffic: { lostShare: 0.5 } });
  const { SnapshotId = '' } = await other.ebs.startSnapshot({ VolumeSize: 1 });
  await putBlock(other.ebs, { SnapshotId, BlockIndex: 0, block: makeBlock('a') });
  const lost = putBlock(other.ebs, { SnapshotId, BlockIndex: 1, block: makeBlock('b') });
  const ended = expect(lost).rejects.toThrow();
  while (other.fake.traffic.requests < 2) await new Promise(setImmediate);
  expect(other.fake.cloud.region('eu-west-1').snapshots.find(SnapshotId)?.blocks.own().size).toBe(2);
  expect(other.fake.traffic).toMatchObject({ bytes: 2 * 524_288, lost: 1 });
  await other.fake.close();
  await ended;
});
