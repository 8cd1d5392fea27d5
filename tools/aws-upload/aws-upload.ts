import { createClock } from '@strata/sdk/node';
import { createMemoryFiles } from '@strata/sdk/testing';
import {
  mapDisk,
  openDisk,
  openUploadJournal,
  planUpload,
  uploadSnapshot,
} from '../../packages/target-aws/src/snapshot';
import { createDiskFiles } from '../../packages/target-aws/src/testing/disk-files';
import { openFake } from '../../packages/target-aws/src/testing/open-fake';
import type { FakeAwsOptions } from '../fakes/aws';

const region = 'eu-central-1';
const blocks = 300;
const rates = { PutSnapshotBlock: { burst: 10, perSecond: 10 } };
const lostShare = 0.05;

const cases: Readonly<Record<string, FakeAwsOptions>> = {
  'no limit': {},
  '10 requests a second': { rates },
  '10 requests a second, every 20th answer lost': { rates, traffic: { lostShare } },
  '5 MiB/s, every 20th answer lost': { traffic: { bytesPerSecond: 5 * 2 ** 20, lostShare } },
};

/** `node tools/run.js aws-upload`: how fast a disk is uploaded to the fake of AWS under limits that it does not know. */
export async function main(): Promise<number> {
  for (const [name, options] of Object.entries(cases)) {
    const { seconds, requests } = await measure(options);
    const rate = (blocks / seconds).toFixed(1);
    process.stdout.write(
      `${name}: ${blocks} blocks in ${seconds.toFixed(1)} s, ${rate} a second (${requests} requests)\n`,
    );
  }
  return 0;
}

async function measure(options: FakeAwsOptions) {
  await using cloud = await openFake(options);
  await using disks = await createDiskFiles();
  const content = Object.fromEntries(Array.from({ length: blocks }, (_, at) => [at, `block ${at}`]));
  const path = await disks.write('disk', content, blocks * 512 * 1024);
  await using disk = await openDisk({ path });
  const context = {
    session: await cloud.open(),
    clock: createClock(),
    signal: new AbortController().signal,
  };
  const plan = planUpload(await mapDisk(disk, context));
  const journal = await openUploadJournal(createMemoryFiles({}), { path: '/journal', plan });
  const begun = performance.now();
  await uploadSnapshot(context, {
    ...{ region, disk, plan, journal },
    token: 'disk',
    description: 'disk',
    tags: [],
    encryption: { isEncrypted: false },
  });
  const seconds = (performance.now() - begun) / 1000;
  return { seconds, requests: cloud.fake.log.of('PutSnapshotBlock').length };
}
