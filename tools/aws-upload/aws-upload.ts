import { createDiskFiles } from '../../packages/target-aws/src/testing/disk-files';
import { openFake } from '../../packages/target-aws/src/testing/open-fake';
import type { FakeAwsOptions } from '../fakes/aws';
import { findPrototype } from './prototype';
import { strata } from './strata';
import type { Uploader } from './upload';

const region = 'eu-central-1';
const blockBytes = 512 * 1024;
const blocks = 300;
const perSecond = 10;
const rates = { PutSnapshotBlock: { burst: perSecond, perSecond } };
const bytesPerSecond = 5 * 2 ** 20;
const lostShare = 0.05;
/** Four times what the slowest of the cases takes at its limit. */
const patience = 120_000;

interface Case {
  readonly name: string;
  readonly options: FakeAwsOptions;
  /** Blocks that pass in a second at most. */
  readonly limit?: number;
}

const cases: readonly Case[] = [
  { name: 'no limit', options: {} },
  { name: `${perSecond} requests a second`, options: { rates }, limit: perSecond },
  {
    name: `${perSecond} requests a second, every 20th answer lost`,
    options: { rates, traffic: { lostShare } },
    limit: perSecond,
  },
  {
    name: '5 MiB/s, every 20th answer lost',
    options: { traffic: { bytesPerSecond, lostShare } },
    limit: bytesPerSecond / blockBytes,
  },
];

/**
 * `node tools/run.js aws-upload`: how fast a disk is uploaded to the fake of AWS under limits that it does not know, beside the
 * prototype where that is here.
 */
export async function main(): Promise<number> {
  const prototype = findPrototype();
  if (!prototype) process.stdout.write('Left out: ../shared/prototypes/aws is not here.\n');
  for (const each of cases)
    for (const uploader of [strata, ...(prototype ? [prototype] : [])])
      process.stdout.write(`${each.name}: ${uploader.name} ${await measure(each, uploader)}\n`);
  return 0;
}

async function measure({ options, limit }: Case, { upload }: Uploader): Promise<string> {
  await using cloud = await openFake(options);
  await using disks = await createDiskFiles();
  const content = Object.fromEntries(Array.from({ length: blocks }, (_, at) => [at, `block ${at}`]));
  const path = await disks.write('disk', content, blocks * blockBytes);
  const signal = AbortSignal.timeout(patience);
  const begun = performance.now();
  const failed = await upload({ cloud, region, path, signal }).then(
    () => undefined,
    (error: Error) => error,
  );
  const seconds = (performance.now() - begun) / 1000;
  const requests = cloud.fake.log.of('PutSnapshotBlock').length;
  const [snapshot] = cloud.fake.cloud.region(region).snapshots.all();
  const there = snapshot?.blocks.own().size ?? 0;
  if (failed)
    return `had no snapshot after ${seconds.toFixed(1)} s (${failed.name}), with ${there} of ${blocks} blocks there`;
  const rate = blocks / seconds;
  const share = limit === undefined ? '' : `, ${Math.round((rate / limit) * 100)} % of the limit`;
  return `took ${seconds.toFixed(1)} s for ${blocks} blocks, ${rate.toFixed(1)} a second${share}, ${requests} requests`;
}
