import { publishAlone } from '@strata/sdk';
import { createMemoryFiles, createRecordingReporter, type MemoryFiles } from '@strata/sdk/testing';
import { azuriteBlobs, seedStorageAccount } from '../../../../tools/fakes/arm';
import { openLedger } from '../../../engine/src/ledger/ledger';
import { type Swept, sweepLedgers } from '../../../engine/src/ledger/sweep';
import {
  type AzureContext,
  type AzureDestination,
  type AzurePublicationRequest,
  createDesk,
  type DiskStorage,
  openPublicationLog,
  preparePublication,
} from '../publish';
import { resourceKinds } from '../resources';
import { forgetSessions } from '../resources/reach';
import { createDiskFiles, type DiskContent, type DiskFiles } from './disk-files';
import { makeGroup, type OpenedFake, type OpenFakeOptions, openFake } from './open-fake';
import type { OpenedStorage } from './open-storage';

/** Where publications of tests go when nothing else is said. */
export const testDestination: AzureDestination & { readonly storage: DiskStorage } = {
  name: 'azure',
  location: 'westeurope',
  resourceGroup: 'images',
  gallery: 'strata',
  storage: { account: 'strataimages', resourceGroup: 'images', container: 'vhds' },
  regions: ['westeurope', 'northeurope', 'eastus'].map((name) => ({
    name,
    replicas: 1,
    storageType: undefined,
    encryptionSet: undefined,
  })),
  tags: { team: 'web' },
  definitionName: '{image}',
  definition: {
    publisher: 'strata',
    offer: '{image}',
    sku: 'x64',
    osState: 'Generalized',
    generation: 'V2',
    architecture: 'x64',
    security: 'Standard',
    hasNvme: true,
    hasAcceleratedNetworking: true,
  },
  versionRule: { kind: 'next', major: 1, minor: 0 },
  versionRules: {},
  isExcludedFromLatest: false,
  endOfLifeAfter: undefined,
  isShallow: false,
  isProtected: false,
};

/** An image as a test makes it up: its layers and what is on its disk. */
export interface TestImage {
  readonly image: string;
  readonly layers: readonly string[];
  readonly content: DiskContent;
  /** Versions that it stands on. */
  readonly parents?: AzurePublicationRequest['parents'];
}

/** Where the workspace has its ledgers. */
export const LEDGERS = '/ledger';

/** A workspace that publishes, beside a fake cloud and Azurite. */
export interface PublishWorld extends AsyncDisposable {
  readonly cloud: OpenedFake;
  readonly storage: OpenedStorage;
  /** What the workspace keeps. */
  readonly files: MemoryFiles;
  readonly disks: DiskFiles;
  /** Images whose disks were asked for. */
  readonly made: string[];
  /** A run of its own, which knows nothing of those before but what is in the workspace. */
  openRun(destination?: AzureDestination, signal?: AbortSignal): Promise<PublishRun>;
  /** Removes what publications left that were ended, as another process does it. */
  sweep(): Promise<Swept>;
}

export interface PublishRun {
  readonly context: AzureContext;
  prepare(image: TestImage): ReturnType<typeof preparePublication>;
  /** Does what is to be done, and gives what was told and the id of the version. */
  publish(image: TestImage): Promise<{ readonly changes: readonly string[]; readonly id: string }>;
}

/** @param storage Azurite, which may serve the worlds of many tests */
export async function openPublishWorld(
  storage: OpenedStorage,
  options: OpenFakeOptions = {},
): Promise<PublishWorld> {
  const blobs = azuriteBlobs(storage.azurite);
  const { AZURE_STORAGE_SERVICE_ENDPOINT: endpoint, AZURE_STORAGE_KEY: key } = storage.variables;
  const variables = {
    AZURE_STORAGE_SERVICE_ENDPOINT: endpoint,
    AZURE_STORAGE_KEY: key,
    ...options.variables,
  };
  const cloud = await openFake({ blobs, ...options, variables });
  await makeGroup(await cloud.open(), 'images');
  seedStorageAccount(cloud.fake.cloud, { group: 'images' });
  const disks = await createDiskFiles();
  const files = createMemoryFiles({});
  const made: string[] = [];
  const ports = { ...cloud.ports, files };
  const reporter = createRecordingReporter();
  const kinds = new Map(resourceKinds.map((kind) => [kind.kind, kind]));
  const openRun: PublishWorld['openRun'] = async (destination = testDestination, signal) => {
    const context: AzureContext = {
      session: await cloud.open(),
      clock: cloud.ports.clock,
      signal: signal ?? new AbortController().signal,
    };
    const desk = createDesk(context, destination);
    const prepare: PublishRun['prepare'] = async ({ image, layers, content, parents = [] }) =>
      preparePublication(context, {
        ...{ destination, desk, image, parents },
        log: await openPublicationLog(files, { folder: '/publications', destination: 'azure', image }),
        content: { layers: layers.map((diffId) => ({ diffId })), disk: {} },
        maps: { files, folder: '/maps' },
        login: {},
        warn: reporter.warn,
        openLedger: async () => {
          const removal = { ports, reporter, signal: new AbortController().signal };
          const ledger = await openLedger({
            ...{ files, folder: LEDGERS, buildId: `publish.azure.${image}`, context: removal, kinds },
          });
          return { ...ledger, undo: () => ledger.undo(removal), [Symbol.asyncDispose]: ledger.close };
        },
        makeDisk: async () => {
          made.push(image);
          const path = await disks.write(`${image}.raw`, content, diskSize);
          return { file: { path }, [Symbol.asyncDispose]: async () => undefined };
        },
      });
    return {
      ...{ context, prepare },
      publish: async (image) => {
        const { changes, open } = await prepare(image);
        return { changes, id: await publishAlone(await open(), context.signal) };
      },
    };
  };
  cloud.fake.log.clear();
  return {
    ...{ cloud, storage, files, disks, made, openRun },
    sweep: () => {
      forgetSessions();
      const { credential } = cloud.context;
      const context = { ports, reporter, signal: new AbortController().signal, credential };
      return sweepLedgers({ folder: LEDGERS, kinds, context });
    },
    [Symbol.asyncDispose]: async () => {
      await cloud[Symbol.asyncDispose]();
      await disks[Symbol.asyncDispose]();
    },
  };
}

/** Bytes of the disks of tests. */
export const diskSize = 8 * 2 ** 20;

/** An image, and one that holds what it holds and a block of its own. */
export function makeFamily(): Readonly<Record<'golden' | 'webapp', TestImage>> {
  const content = { 0: 'boot', 3: 'root', 9: 'libc', 20: 'ssh' };
  return {
    golden: { image: 'golden', layers: ['g'], content },
    webapp: {
      ...{ image: 'webapp', layers: ['g', 'w'], parents: [{ definition: 'golden', version: '1.0.0' }] },
      content: { ...content, 40: 'webapp' },
    },
  };
}
