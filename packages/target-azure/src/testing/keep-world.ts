import { createFakeClock, createMemoryFiles, type FakeClock, type MemoryFiles } from '@strata/sdk/testing';
import { seedGroup, seedStorageAccount, tableBlobs } from '../../../../tools/fakes/arm';
import { makeVhd } from '../../../../tools/fakes/arm/testing/make-vhd';
import {
  type AzureKeeping,
  type AzureKeepOutcome,
  type AzureKeepRequest,
  openKeepLog,
  prepareKeeping,
} from '../keep';
import { type OpenedFake, openFake } from './open-fake';
import { testDestination } from './publish-world';

export const day = 86_400_000;

/** A published version as a test makes it up. */
export interface SeededVersion {
  /** `1.0.3`. */
  readonly name: string;
  /** Days since it was made. */
  readonly age: number;
  /** Beside those of a publication; an empty one takes a tag away. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly regions?: readonly string[];
  readonly isExcluded?: boolean;
  readonly state?: 'Succeeded' | 'Failed' | 'Updating';
  /** Milliseconds since the epoch: nobody may delete it before. */
  readonly blockedUntil?: number;
}

/** A gallery with versions of several ages, and a workspace that looks after them. */
export interface KeepWorld extends AsyncDisposable {
  readonly cloud: OpenedFake;
  readonly clock: FakeClock;
  readonly files: MemoryFiles;
  /** @returns the version's id */
  add(version: SeededVersion): string;
  /** A machine or scale set, or a machine of one (`web/0`), that names an image. */
  addUser(type: string, name: string, reference: Readonly<Record<string, string>>): void;
  prepare(request?: Partial<AzureKeepRequest>): Promise<AzureKeeping>;
  /** Looks, and does it. */
  apply(request?: Partial<AzureKeepRequest>): Promise<readonly AzureKeepOutcome[]>;
}

export async function openKeepWorld(): Promise<KeepWorld> {
  const blobs = tableBlobs();
  const cloud = await openFake({ blobs });
  const clock = createFakeClock(Date.parse('2026-11-22T12:00:00Z'));
  const files = createMemoryFiles({});
  const { cloud: state } = cloud.fake;
  const group = seedGroup(state, { name: 'images' });
  const storageAccountId = seedStorageAccount(state, { group: 'images' });
  const uri = blobs.put('vhds/web.vhd', { content: makeVhd(), open: false });
  const seed = (id: string, type: string, body: object, more: object = {}) =>
    state.resources.add({
      ...{ id, type: `Microsoft.Compute/${type}`, name: id.split('/').at(-1) ?? '' },
      ...{ envelope: { location: 'westeurope', ...more }, properties: { ...body }, state: 'Succeeded' },
    });
  const gallery = `${group}/providers/Microsoft.Compute/galleries/strata`;
  seed(gallery, 'galleries', {});
  seed(`${gallery}/images/web`, 'galleries/images', { osType: 'Linux', osState: 'Generalized' });
  const add: KeepWorld['add'] = ({ name, age, tags = {}, regions = ['westeurope'], ...version }) => {
    const id = `${gallery}/images/web/versions/${name}`;
    const build = { 'strata-image': 'web', 'strata-build-id': 'publish.azure.web.0a1b2c', ...tags };
    const { blockedUntil: end, isExcluded: excludeFromLatest = false } = version;
    const body = {
      storageProfile: { osDiskImage: { source: { uri, storageAccountId } } },
      publishingProfile: {
        ...{ targetRegions: regions.map((region) => ({ name: region })), excludeFromLatest },
        publishedDate: new Date(clock.now() - age * day).toISOString(),
        ...(end !== undefined && { endOfLifeDate: new Date(end).toISOString() }),
      },
      ...(end !== undefined && { safetyProfile: { blockDeletionBeforeEndOfLife: true } }),
    };
    const made = seed(id, 'galleries/images/versions', body, {
      tags: Object.fromEntries(Object.entries(build).filter(([, value]) => value !== '')),
    });
    made.state = version.state ?? 'Succeeded';
    return id;
  };
  const prepare: KeepWorld['prepare'] = async (request = {}) =>
    prepareKeeping(
      { session: await cloud.open(), clock, signal: new AbortController().signal },
      {
        destination: testDestination,
        rules: { newest: 2, youngerThan: 30 * day, quarantine: 14 * day },
        ...{ images: new Set(['web']), published: new Set<string>() },
        log: openKeepLog({ files, clock }, '/publications', testDestination.name),
        ...request,
      },
    );
  return {
    ...{ cloud, clock, files, add, prepare },
    addUser: (type, name, imageReference) => {
      const [owner = '', ...instance] = name.split('/');
      const path = [owner, ...instance.flatMap((each) => ['virtualMachines', each])].join('/');
      const storageProfile = { imageReference };
      const isModel = type === 'virtualMachineScaleSets';
      const body = isModel ? { virtualMachineProfile: { storageProfile } } : { storageProfile };
      seed(`${group}/providers/Microsoft.Compute/${type.split('/')[0]}/${path}`, type, body);
    },
    apply: async (request) => collect((await prepare(request)).apply()),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

export async function collect<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}
