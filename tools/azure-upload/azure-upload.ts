import { rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createClock } from '@strata/sdk/node';
import { createMemoryFiles } from '@strata/sdk/testing';
import { createDiskFiles } from '../../packages/target-azure/src/testing/disk-files';
import { type OpenedStorage, openStorage } from '../../packages/target-azure/src/testing/open-storage';
import {
  type DiskFile,
  getDiskDigest,
  mapDisk,
  openDisk,
  openUploadJournal,
  planUpload,
  uploadVhd,
} from '../../packages/target-azure/src/vhd';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const size = 4 * GIB;
/** Data stands in stretches of this, far from each other, as files of a fresh system do. */
const stretch = 4 * MIB;

const usage = `node tools/run.js azure-upload [--data=MIB]

Uploads a sparse disk of 4 GiB into Azurite as a VHD, and the same file by the SDK's own uploadFile into a block blob, in the
same run, and tells the seconds of both. --data says how much of the disk is not zero: by default 512 MiB.
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
  const theirs = await measure((storage) => uploadTheirs(storage, path));
  tell('Strata, which knows where data is', own);
  tell('Strata, which looks for data itself', whole);
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
