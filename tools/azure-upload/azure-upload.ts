import { rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createClock } from '@strata/sdk/node';
import { createMemoryFiles } from '@strata/sdk/testing';
import { type DiskWork, ensureManagedDisk } from '../../packages/target-azure/src/publish/managed-disk';
import { createDiskFiles } from '../../packages/target-azure/src/testing/disk-files';
import { makeGroup, openFake } from '../../packages/target-azure/src/testing/open-fake';
import { type OpenedStorage, openStorage } from '../../packages/target-azure/src/testing/open-storage';
import { testDestination } from '../../packages/target-azure/src/testing/publish-world';
import {
  blockSize,
  type DiskFile,
  footerSize,
  getDiskDigest,
  mapDisk,
  openDisk,
  openUploadJournal,
  planUpload,
  type UploadPlan,
  uploadVhd,
} from '../../packages/target-azure/src/vhd';
import { azuriteBlobs } from '../fakes/arm';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const size = 4 * GIB;
/** Data stands in stretches of this, far from each other, as files of a fresh system do. */
const stretch = 4 * MIB;

const usage = `node tools/run.js azure-upload [--data=MIB]

Uploads a sparse disk of 4 GiB into Azurite as a VHD, into a managed disk of the stand-in for the resource manager, whose
content is Azurite's too, and the same file by the SDK's own uploadFile into a block blob, in the same run, and tells the
seconds of each, and of a version after it, of which one block changed. --data says how much of the disk is not zero: by default 512 MiB.
`;

/** `node tools/run.js azure-upload`: an upload into Azurite beside the SDK's own. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string', default: '512' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  await using disks = await createDiskFiles();
  const path = await disks.write('disk.raw', {}, size);
  const ranges = await fill(path, Number(values.data) * MIB);
  const own = await measure((storage) => uploadOwn(storage, { path, ranges }));
  const whole = await measure((storage) => uploadOwn(storage, { path }));
  const intoDisk = await measure((storage) => uploadToDisk(storage, { path, ranges }));
  const changed = await measureChange({ path, ranges });
  const theirs = await measure((storage) => uploadTheirs(storage, path));
  tell('Strata, which knows where data is', own);
  tell('Strata, which looks for data itself', whole);
  tell('Strata, into a managed disk', intoDisk);
  tell('Strata, a version with one block changed, as a copy in the account', changed);
  tell("the SDK's uploadFile", theirs);
  const ratio = (theirs.seconds / own.seconds).toFixed(1);
  process.stdout.write(`${ratio} times as fast as uploadFile for ${statSync(path).size / GIB} GiB\n`);
  rmSync(path);
  return 0;
}

/** Puts data that no compression helps with into a sparse file, spread evenly. */
async function fill(path: string, data: number): Promise<NonNullable<DiskFile['ranges']>> {
  await using file = await open(path, 'r+');
  const count = Math.floor(data / stretch);
  const bytes = Buffer.alloc(stretch, 'data of a disk, ');
  const ranges: { start: number; end: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = Math.floor(((size - stretch) * index) / count / stretch) * stretch;
    bytes.writeUInt32BE(index, 0);
    await file.write(bytes, 0, stretch, start);
    ranges.push({ start, end: start + stretch });
  }
  return ranges;
}

interface Measured {
  readonly seconds: number;
  /** Bytes that went over the line. */
  readonly sent: number;
}

/** An Azurite of its own for each: it keeps everything in memory. */
async function measure(work: (storage: OpenedStorage) => Promise<number>): Promise<Measured> {
  await using storage = await openStorage();
  const begun = performance.now();
  const sent = await work(storage);
  return { seconds: (performance.now() - begun) / 1000, sent };
}

async function uploadOwn(storage: OpenedStorage, file: DiskFile): Promise<number> {
  const context = { clock: createClock(), signal: new AbortController().signal };
  const container = await storage.openContainer('vhds');
  await using disk = await openDisk(file);
  const map = await mapDisk(disk, context);
  const plan = planUpload(map);
  const digest = getDiskDigest(map);
  const journal = await openUploadJournal(createMemoryFiles({}), {
    ...{ path: '/journal', plan, disk: digest },
    makeToken: () => 'measured',
  });
  const request = { container, blob: 'disk.vhd', disk, plan, journal, digest, metadata: {} };
  return (await uploadVhd(context, request)).sent;
}

/** By a disk that is made, opened, written to and closed again. */
async function uploadToDisk(storage: OpenedStorage, file: DiskFile): Promise<number> {
  await using cloud = await openFake({ blobs: azuriteBlobs(storage.azurite) });
  const session = await cloud.open();
  await makeGroup(session, 'images');
  const { signal } = new AbortController();
  const entry = { remove: async () => undefined, keep: async () => undefined };
  const build = 'publish.azure.measured.000000000000+00000000';
  const tags = { 'strata-build-id': build };
  const work = {
    holdings: { build, wish: { definition: 'measured', key: '0'.repeat(64), tags }, note: async () => entry },
    request: {
      destination: testDestination,
      log: { note: async () => undefined },
      makeDisk: async () => ({ file, [Symbol.asyncDispose]: async () => undefined }),
    },
  };
  await ensureManagedDisk({ session, clock: cloud.ports.clock, signal }, work as unknown as DiskWork);
  await using disk = await openDisk(file);
  return planUpload(await mapDisk(disk, { signal })).written * blockSize + footerSize;
}

/** The next version, of which one block is another: it begins as a copy of the one before. */
async function measureChange(file: DiskFile): Promise<Measured> {
  await using storage = await openStorage();
  const context = { clock: createClock(), signal: new AbortController().signal };
  const container = await storage.openContainer('vhds');
  await using disk = await openDisk(file);
  const map = await mapDisk(disk, context);
  const digest = getDiskDigest(map);
  const upload = async (blob: string, plan: UploadPlan) => {
    const makeToken = () => blob;
    const request = { path: `/${blob}`, plan, disk: digest, makeToken };
    const journal = await openUploadJournal(createMemoryFiles({}), request);
    return uploadVhd(context, { container, blob, disk, plan, journal, digest, metadata: {} });
  };
  const [first = 0, ...others] = map.blocks.keys();
  const before = new Map([
    [first, 'other'],
    ...others.map((index) => [index, map.blocks.get(index) ?? ''] as const),
  ]);
  await upload('before.vhd', planUpload(map));
  const parent = { blob: 'before.vhd', map: { ...map, blocks: before } };
  const begun = performance.now();
  const { sent } = await upload('after.vhd', planUpload(map, parent));
  return { sent, seconds: (performance.now() - begun) / 1000 };
}

async function uploadTheirs(storage: OpenedStorage, path: string): Promise<number> {
  const container = await storage.openContainer('vhds');
  await container.getBlockBlobClient('disk.vhd').uploadFile(path);
  return size;
}

function tell(name: string, { seconds, sent }: Measured): void {
  const rate = (sent / MIB / seconds).toFixed(0);
  process.stdout.write(
    `${name}: ${(sent / MIB).toFixed(0)} MiB sent in ${seconds.toFixed(1)} s, ${rate} MiB/s of the line, ${(size / MIB / seconds).toFixed(0)} MiB/s of the disk\n`,
  );
}
