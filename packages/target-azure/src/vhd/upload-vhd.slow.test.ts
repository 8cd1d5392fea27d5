import { execFileSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { ContainerClient } from '@azure/storage-blob';
import { createMemoryFiles, createTestPorts, type MemoryFiles } from '@strata/sdk/testing';
import { createDiskFiles, type DiskContent, type DiskFiles } from '../testing/disk-files';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { blockSize, getDiskDigest } from './block-map';
import { mapDisk, openDisk } from './disk';
import { footerSize } from './footer';
import { openUploadJournal } from './journal';
import { type ParentVhd, planUpload } from './plan-upload';
import { uploadVhd } from './upload-vhd';

const MIB = 2 ** 20;

let storage: OpenedStorage;
let disks: DiskFiles;
let container: ContainerClient;
let files: MemoryFiles;
let attempts = 0;
beforeAll(async () => {
  storage = await openStorage();
  disks = await createDiskFiles();
  container = await storage.openContainer('vhds');
});
beforeEach(() => {
  files = createMemoryFiles({});
});
afterAll(async () => {
  await storage[Symbol.asyncDispose]();
  await disks[Symbol.asyncDispose]();
});

const { clock } = createTestPorts();

interface Upload {
  readonly content: DiskContent;
  readonly size?: number;
  readonly parent?: ParentVhd;
  /** Ends the upload after so many stretches, as a kill does. */
  readonly endAfter?: number;
}

async function upload(blob: string, { content, size, parent, endAfter }: Upload) {
  const path = await disks.write(`${blob}.raw`, content, size);
  await using disk = await openDisk({ path });
  const end = new AbortController();
  const map = await mapDisk(disk, { signal: end.signal });
  const plan = planUpload(map, parent);
  const digest = getDiskDigest(map);
  const makeToken = () => {
    attempts += 1;
    return `attempt-${attempts}`;
  };
  const journal = await openUploadJournal(files, { path: `/${blob}.jsonl`, plan, disk: digest, makeToken });
  let sent = 0;
  const counting = {
    ...journal,
    get begun() {
      return journal.begun;
    },
    sent: (first: number) => {
      journal.sent(first);
      sent += 1;
      if (sent === endAfter) end.abort(new Error('killed'));
    },
  };
  const request = {
    ...{ container, blob, disk, plan, digest },
    journal: counting,
    metadata: { strata_image: 'golden' },
  };
  const uploaded = await uploadVhd({ clock, signal: end.signal }, request);
  return { ...uploaded, path, map, plan };
}

async function download(blob: string): Promise<Buffer> {
  return container.getPageBlobClient(blob).downloadToBuffer();
}

async function readWhole(path: string, size: number): Promise<Buffer> {
  return Buffer.concat([await readFile(path)], size);
}

const golden = { 0: 'boot', 3: 'root', 70: 'libc', 200: 'ssh' };

test('a disk comes to lie in a page blob as a fixed VHD that QEMU takes, and only what it holds is sent', async () => {
  const { sent, path } = await upload('golden.vhd', { content: golden });
  expect(sent).toBe(4 * blockSize + footerSize);
  const bytes = await download('golden.vhd');
  const { size } = await stat(path);
  expect(bytes.subarray(0, size).equals(await readFile(path))).toBe(true);
  expect(bytes.length).toBe(size + footerSize);
  const vhd = await disks.write('read-back.vhd', {}, 0);
  await writeFile(vhd, bytes);
  const info = JSON.parse(
    execFileSync('qemu-img', ['info', '-f', 'vpc', '--output=json', vhd], { encoding: 'utf8' }),
  );
  expect(info).toMatchObject({ format: 'vpc', 'virtual-size': size });
  execFileSync('qemu-img', ['compare', '-f', 'vpc', '-F', 'raw', vhd, path]);
  const ranges: number[] = [];
  for await (const page of container.getPageBlobClient('golden.vhd').listPageRanges())
    ranges.push(page.start);
  expect(ranges).toEqual([0, 3, 70, 200].map((index) => index * blockSize).concat(size));
});

test('a child begins as its parent: what differs is sent, what became zero is cleared, and sizes may differ', async () => {
  const { map } = await upload('parent.vhd', { content: golden });
  const parent = { blob: 'parent.vhd', map };
  const content = { 0: 'boot', 3: 'other', 70: 'libc', 300: 'webapp' };
  const larger = await upload('larger.vhd', { content, size: 24 * MIB + 4096, parent });
  expect(larger.sent).toBe(2 * blockSize + footerSize);
  const bytes = await download('larger.vhd');
  expect(bytes.subarray(0, 25 * MIB).equals(await readWhole(larger.path, 25 * MIB))).toBe(true);
  const smaller = await upload('smaller.vhd', { content: { 0: 'boot', 3: 'other' }, size: 8 * MIB, parent });
  expect(smaller.sent).toBe(blockSize + footerSize);
  const read = await download('smaller.vhd');
  expect(read.subarray(0, 8 * MIB).equals(await readFile(smaller.path))).toBe(true);
  expect(read.length).toBe(8 * MIB + footerSize);
});

test('an upload that was ended goes on where it was, and the footer is last', async () => {
  await expect(upload('ended.vhd', { content: golden, endAfter: 2 })).rejects.toThrow('killed');
  const begun = await container.getPageBlobClient('ended.vhd').getProperties();
  expect(begun.metadata).not.toHaveProperty('strata_disk');
  expect((await download('ended.vhd')).subarray(-footerSize).every((byte) => byte === 0)).toBe(true);
  const { sent, path } = await upload('ended.vhd', { content: golden });
  expect(sent).toBeLessThan(4 * blockSize + footerSize);
  expect((await download('ended.vhd')).subarray(0, 16 * MIB).equals(await readFile(path))).toBe(true);
  expect((await container.getPageBlobClient('ended.vhd').getProperties()).metadata).toHaveProperty(
    'strata_disk',
  );
});

test('a blob that somebody else wrote in the meantime is written anew', async () => {
  await expect(upload('stolen.vhd', { content: golden, endAfter: 2 })).rejects.toThrow('killed');
  const journal = await files.readText('/stolen.vhd.jsonl');
  await container.getPageBlobClient('stolen.vhd').create(MIB, { metadata: { strata_upload: 'other' } });
  const { sent } = await upload('stolen.vhd', { content: golden });
  expect(sent).toBe(4 * blockSize + footerSize);
  expect(await files.readText('/stolen.vhd.jsonl')).not.toBe(journal);
});
