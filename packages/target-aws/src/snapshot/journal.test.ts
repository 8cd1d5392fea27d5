import { createMemoryFiles } from '@strata/sdk/testing';
import { openUploadJournal } from './journal';
import type { UploadPlan } from './plan-upload';

const path = '/state/upload.jsonl';
const makePlan = (puts: Readonly<Record<number, string>>): UploadPlan => ({
  parent: undefined,
  volumeSize: 1,
  puts: new Map(Object.entries(puts).map(([index, digest]) => [Number(index), digest])),
  unchanged: 0,
});
const plan = makePlan({ 0: 'a', 1: 'b', 2: 'c' });

async function beginUpload() {
  const files = createMemoryFiles({});
  const journal = await openUploadJournal(files, { path, plan });
  await journal.started('snap-1');
  journal.put(0);
  journal.put(2);
  await journal.settle();
  return { files, journal };
}

test('an upload goes on with the snapshot and the blocks of before', async () => {
  const { files } = await beginUpload();
  const { begun } = await openUploadJournal(files, { path, plan });
  expect(begun).toEqual({ attempt: 1, snapshotId: 'snap-1', done: new Set([0, 2]), isCompleting: false });
});

test('a last line that was cut off counts for nothing', async () => {
  const { files } = await beginUpload();
  await files.append(path, '{"put":[1');
  const { begun } = await openUploadJournal(files, { path, plan });
  expect(begun.done).toEqual(new Set([0, 2]));
});

test('the journal of another disk is begun anew', async () => {
  const { files } = await beginUpload();
  const { begun } = await openUploadJournal(files, { path, plan: makePlan({ 0: 'a' }) });
  expect(begun).toEqual({ attempt: 1, snapshotId: undefined, done: new Set(), isCompleting: false });
});

test('another attempt has another number and no blocks', async () => {
  const { files, journal } = await beginUpload();
  await journal.restart();
  expect(journal.begun).toMatchObject({ attempt: 2, snapshotId: undefined, done: new Set() });
  const { begun } = await openUploadJournal(files, { path, plan });
  expect(begun).toMatchObject({ attempt: 2, snapshotId: undefined });
});

test('a block that cannot be noted fails the upload, and not silently', async () => {
  const { files } = await beginUpload();
  const full = { ...files, append: () => Promise.reject(new Error('no space left')) };
  const journal = await openUploadJournal(full, { path, plan });
  journal.put(1);
  await expect(journal.settle()).rejects.toThrow('no space left');
});
