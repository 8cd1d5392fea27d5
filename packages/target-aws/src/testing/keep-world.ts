import type { FakeClock, MemoryFiles } from '@strata/sdk/testing';
import { createFakeClock, createMemoryFiles } from '@strata/sdk/testing';
import { type Region, seedImage } from '../../../../tools/fakes/aws';
import {
  type AwsKeeping,
  type AwsKeepOutcome,
  type AwsKeepRequest,
  openKeepLog,
  prepareKeeping,
} from '../keep';
import { type OpenedFake, type OpenFakeOptions, openFake } from './open-fake';
import { testDestination } from './publish-world';

export const day = 86_400_000;
const account = '123456789012';

/** A published image as a test makes it up. */
export interface SeededImage {
  /** @default the destination's first region */
  readonly region?: string;
  /** Days since it was made. */
  readonly age: number;
  /** @default web */
  readonly image?: string;
  /** Beside those of a publication; an empty one takes a tag away. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A cloud with images of several ages, and a workspace that looks after them. */
export interface KeepWorld extends AsyncDisposable {
  readonly cloud: OpenedFake;
  readonly clock: FakeClock;
  readonly files: MemoryFiles;
  region(name?: string): Region;
  /** @returns its id */
  add(image: SeededImage): Promise<string>;
  prepare(request?: Partial<AwsKeepRequest>, signal?: AbortSignal): Promise<AwsKeeping>;
  /** Looks and does; by default until all is done that can be done today. */
  apply(request?: Partial<AwsKeepRequest>, signal?: AbortSignal): Promise<readonly AwsKeepOutcome[]>;
}

export const keepRules = { newest: 2, youngerThan: 30 * day, quarantine: 14 * day };

export async function openKeepWorld(options: OpenFakeOptions = {}): Promise<KeepWorld> {
  const cloud = await openFake(options);
  const clock = createFakeClock(Date.parse('2026-11-22T12:00:00Z'));
  const files = createMemoryFiles({});
  const region = (name: string = testDestination.region) => cloud.fake.cloud.region(name);
  let count = 0;
  const prepare: KeepWorld['prepare'] = async (request = {}, signal = new AbortController().signal) => {
    const destination = request.destination ?? testDestination;
    const log = openKeepLog({ files, clock }, { folder: '/publications', destination: destination.name });
    const usual = { rules: keepRules, images: new Set(['web']), published: new Set<string>() };
    const context = { session: await cloud.open(), clock, signal };
    return prepareKeeping(context, {
      ...usual,
      ...{ destination, log, channels: destination.channels },
      ...request,
    });
  };
  return {
    ...{ cloud, clock, files, region, prepare },
    add: async ({ region: place = testDestination.region, age, image = 'web', tags = {} }) => {
      count += 1;
      const created = new Date(clock.now() - age * day);
      const own = {
        'strata:image': image,
        'strata:key': `key-${count}`,
        'strata:build-id': `publish.aws.${image}.${count}`,
        'strata:disk': `disk-${count}`,
      };
      const all = Object.entries({ ...own, ...tags }).filter(([, value]) => value !== '');
      return seedImage(cloud.fake.cloud, {
        ...{ region: place, owner: account, isPublic: false, created },
        traits: { name: `${image} ${count}` },
        tags: Object.fromEntries(all),
      });
    },
    prepare,
    apply: async (request, signal) => {
      const outcomes: AwsKeepOutcome[] = [];
      for await (const outcome of (await prepare(request, signal)).apply()) outcomes.push(outcome);
      return outcomes;
    },
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

/** An image and its snapshots. */
export function findParts({ images, snapshots }: Region, id: string) {
  const image = images.find(id);
  const ids = image?.traits.mappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []) ?? [];
  return [image, ...ids.map((each) => snapshots.find(each))].filter((each) => each !== undefined);
}
