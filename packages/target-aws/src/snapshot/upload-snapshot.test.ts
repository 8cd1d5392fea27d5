import { createMemoryFiles, type MemoryFiles } from '@strata/sdk/testing';
import {
  compareWithSnapshot,
  createDiskFiles,
  type DiskContent,
  type DiskFiles,
} from '../testing/disk-files';
import { type OpenedFake, openFake } from '../testing/open-fake';
import {
  chooseUpload,
  mapDisk,
  openDisk,
  openUploadJournal,
  type ParentSnapshot,
  uploadSnapshot,
} from './index';
import { findSnapshot } from './snapshot-state';

const region = 'eu-central-1';
const path = '/state/upload.jsonl';

let disks: DiskFiles;
let cloud: OpenedFake;
beforeEach(async () => {
  disks = await createDiskFiles();
  cloud = await openFake();
});
afterEach(async () => {
  await cloud[Symbol.asyncDispose]();
  await disks[Symbol.asyncDispose]();
});

interface Upload {
  readonly content: DiskContent;
  readonly files?: MemoryFiles;
  readonly parents?: readonly ParentSnapshot[];
  readonly signal?: AbortSignal;
}

async function upload({ content, files = createMemoryFiles({}), parents = [], signal }: Upload) {
  const file = await disks.write('disk', content);
  await using disk = await openDisk({ path: file });
  const context = {
    session: await cloud.open(),
    clock: cloud.ports.clock,
    signal: signal ?? new AbortController().signal,
  };
  const map = await mapDisk(disk, context);
  const plan = chooseUpload(map, parents);
  const journal = await openUploadJournal(files, { path, plan });
  const request = {
    ...{ region, disk, plan, journal },
    token: JSON.stringify([content, parents.map(({ snapshotId }) => snapshotId)]),
    description: 'golden',
    tags: [{ key: 'strata:image', value: 'golden' }],
    encryption: { isEncrypted: false },
  };
  const { snapshotId, sent } = await uploadSnapshot(context, request);
  await findSnapshot(context, region, snapshotId);
  const different = await compareWithSnapshot(cloud.fake, { region, id: snapshotId, path: file });
  return { snapshotId, map, sent, different };
}

const countPuts = () => cloud.fake.log.of('PutSnapshotBlock').length;
const many: DiskContent = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [at * 2, `block ${at}`]));

test('a snapshot holds what the disk holds, and zeros are not sent', async () => {
  const { different, sent } = await upload({ content: { 0: 'a', 5: 'b', 127: 'end' } });
  expect(different).toEqual([]);
  expect([sent, countPuts()]).toEqual([3, 3]);
  expect(cloud.fake.log.of('StartSnapshot')[0]?.input).toMatchObject({
    VolumeSize: 1,
    Tags: [{ Key: 'strata:image', Value: 'golden' }],
  });
});

test('over a parent only what changed is sent, and what became zero', async () => {
  const first = await upload({ content: { 0: 'a', 5: 'b', 7: 'c', 9: 'd' } });
  cloud.fake.log.clear();
  const second = await upload({ content: { 0: 'a', 5: 'B', 7: 'c' }, parents: [first] });
  expect(second.different).toEqual([]);
  expect(countPuts()).toBe(2);
  expect(cloud.fake.log.of('StartSnapshot')[0]?.input).toMatchObject({ ParentSnapshotId: first.snapshotId });
});

test('an upload survives refusals, faults, broken lines and a snapshot that is not known yet', async () => {
  const action = 'PutSnapshotBlock';
  cloud.fake.faults.add({ action, code: 'ResourceNotFoundException', status: 404, times: 15 });
  cloud.fake.faults.add({ action, code: 'RequestThrottledException', status: 400, times: 10 });
  cloud.fake.faults.add({ action, reset: 'before', times: 5 });
  cloud.fake.faults.add({ action, reset: 'after', times: 5 });
  cloud.fake.faults.add({ action, code: 'InternalServerException', status: 500, times: 5 });
  const { different } = await upload({ content: many });
  expect(different).toEqual([]);
});

test.each(['StartSnapshot', 'CompleteSnapshot'])(
  'a lost answer of %s makes no second snapshot',
  async (action) => {
    cloud.fake.faults.add({ action, reset: 'after' });
    const { different } = await upload({ content: { 0: 'a' } });
    expect(different).toEqual([]);
    expect(cloud.fake.cloud.region(region).snapshots.all()).toHaveLength(1);
  },
);

test('an upload that was killed goes on with the snapshot and the blocks of before', async () => {
  const files = createMemoryFiles({});
  const stop = new AbortController();
  const append = files.append.bind(files);
  let lines = 0;
  const dying: MemoryFiles = {
    ...files,
    append: async (to, text) => {
      lines += 1;
      if (lines === 4) stop.abort(new Error('killed'));
      await append(to, text);
    },
  };
  await expect(upload({ content: many, files: dying, signal: stop.signal })).rejects.toThrow('killed');
  const before = countPuts();
  expect(before).toBeGreaterThan(0);
  const { different, sent } = await upload({ content: many, files });
  expect(different).toEqual([]);
  expect(sent).toBeLessThan(40);
  expect(cloud.fake.cloud.region(region).snapshots.all()).toHaveLength(1);
});

test('one that was given up meanwhile is begun anew', async () => {
  const files = createMemoryFiles({});
  const { snapshotId } = await upload({ content: { 0: 'a' }, files });
  cloud.fake.cloud.region(region).snapshots.remove(snapshotId);
  const again = await upload({ content: { 0: 'a' }, files });
  expect(again.snapshotId).not.toBe(snapshotId);
  expect(again.different).toEqual([]);
});

test('a refusal that stays is told, and no block is asked for any more', async () => {
  cloud.fake.faults.add({
    action: 'PutSnapshotBlock',
    code: 'AccessDeniedException',
    status: 403,
    times: 1000,
  });
  await expect(upload({ content: many })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(countPuts()).toBeLessThan(20);
});
