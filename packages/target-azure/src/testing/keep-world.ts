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
import { metadataNames } from '../vhd';
import { createMemoryShelf, type MemoryShelf } from './memory-shelf';
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
  /** Digits of what it is made of. */
  readonly key?: string;
  /** Milliseconds since the epoch: nobody may delete it before. */
  readonly blockedUntil?: number;
}

/** A disk as a test makes it up: whole, and of a publication of web. */
export interface SeededDisk {
  /** Days since it was made. @default 100 */
  readonly age?: number;
  readonly image?: string;
  /** Beside that of a publication; an empty text takes some away. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly isWhole?: boolean;
  readonly isLeased?: boolean;
}

/** A gallery with versions of several ages, and a workspace that looks after them. */
export interface KeepWorld extends AsyncDisposable {
  readonly cloud: OpenedFake;
  readonly clock: FakeClock;
  readonly files: MemoryFiles;
  readonly shelf: MemoryShelf;
  /** @returns the version's id */
  add(version: SeededVersion): string;
  /** The disk of a version of web, by its key. @returns its name */
  addDisk(key: string, disk?: SeededDisk): string;
  /** A machine or scale set, or a machine of one (`web/0`), that names an image. */
  addUser(type: string, name: string, reference: Readonly<Record<string, string>>, location?: string): void;
  prepare(request?: Partial<AzureKeepRequest>): Promise<AzureKeeping>;
  /** Looks, and does it. */
  apply(request?: Partial<AzureKeepRequest>): Promise<readonly AzureKeepOutcome[]>;
}

export async function openKeepWorld(): Promise<KeepWorld> {
  const blobs = tableBlobs();
  const cloud = await openFake({ blobs });
  const clock = createFakeClock(Date.parse('2026-11-22T12:00:00Z'));
  const files = createMemoryFiles({});
  const shelf = createMemoryShelf();
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
    const own = { 'strata-image': 'web', 'strata-build-id': 'publish.azure.web.0a1b2c' };
    const build = { ...own, 'strata-key': version.key ?? '', ...tags };
    const { blockedUntil: end, isExcluded: excludeFromLatest = false } = version;
    const body = {
      storageProfile: { osDiskImage: { source: { uri, storageAccountId } } },
      publishingProfile: {
        ...{ targetRegions: regions.map((region) => ({ name: region })), excludeFromLatest },
        publishedDate: new Date(clock.now() - age * day).toISOString(),
        ...(end !== undefined && { endOfLifeDate: new Date(end).toISOString() }),
      },
      safetyProfile: {
        allowDeletionOfReplicatedLocations: true,
        ...(end !== undefined && { blockDeletionBeforeEndOfLife: true }),
      },
    };
    const made = seed(id, 'galleries/images/versions', body, {
      tags: Object.fromEntries(Object.entries(build).filter(([, value]) => value !== '')),
    });
    made.state = version.state ?? 'Succeeded';
    for (const copy of state.galleries.replicate(made, regions).values()) copy.look();
    return id;
  };
  const addDisk: KeepWorld['addDisk'] = (key, { age = 100, image = 'web', ...disk } = {}) => {
    const { isWhole = true, isLeased = false } = disk;
    const own = {
      [metadataNames.image]: image,
      [metadataNames.key]: key,
      [metadataNames.build]: `publish.azure.${image}.0a1b2c`,
      ...(isWhole && { [metadataNames.disk]: `digest of ${key}` }),
      ...disk.metadata,
    };
    const name = `${image}/${key}.vhd`;
    const metadata = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ''));
    const made = clock.now() - age * day;
    shelf.disks.set(name, { ...{ name, metadata, made, isWhole, isLeased }, isCopying: false, etag: '' });
    return name;
  };
  const prepare: KeepWorld['prepare'] = async (request = {}) =>
    prepareKeeping(
      { session: await cloud.open(), clock, signal: new AbortController().signal },
      {
        destination: testDestination,
        rules: { newest: 2, youngerThan: 30 * day, quarantine: 14 * day },
        ...{ images: new Set(['web']), published: new Set<string>() },
        log: openKeepLog({ files, clock }, '/publications', testDestination.name),
        shelf,
        ...request,
      },
    );
  return {
    ...{ cloud, clock, files, shelf, add, addDisk, prepare },
    addUser: (type, name, imageReference, location = 'westeurope') => {
      const [owner = '', ...instance] = name.split('/');
      const path = [owner, ...instance.flatMap((each) => ['virtualMachines', each])].join('/');
      const storageProfile = { imageReference };
      const isModel = type === 'virtualMachineScaleSets';
      const body = isModel ? { virtualMachineProfile: { storageProfile } } : { storageProfile };
      seed(`${group}/providers/Microsoft.Compute/${type.split('/')[0]}/${path}`, type, body, { location });
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
