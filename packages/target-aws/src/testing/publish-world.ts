import { publishAlone } from '@strata/sdk';
import { createMemoryFiles, createRecordingReporter, type MemoryFiles } from '@strata/sdk/testing';
import { openLedger } from '../../../engine/src/ledger/ledger';
import { type Swept, sweepLedgers } from '../../../engine/src/ledger/sweep';
import {
  type AwsContext,
  type AwsDestination,
  createDesk,
  openPublicationLog,
  preparePublication,
  type RegionImage,
} from '../publish';
import { resourceKinds } from '../resources';
import { forgetSessions } from '../resources/reach';
import { createDiskFiles, type DiskContent, type DiskFiles } from './disk-files';
import { type OpenedFake, type OpenFakeOptions, openFake } from './open-fake';

/** Where publications of tests go when nothing else is said. */
export const testDestination: AwsDestination = {
  name: 'aws',
  region: 'eu-central-1',
  regions: ['eu-central-1', 'eu-west-1', 'us-east-1'],
  sharing: { accounts: [], organizations: [], organizationalUnits: [], withSnapshots: false },
  encryption: { isEncrypted: false, kmsKeys: {} },
  tags: { team: 'web' },
  channels: ['/images/{image}/stable'],
  deprecateAfter: undefined,
  isProtected: false,
  nameTemplate: '{image}-{version}',
  registration: { architecture: 'x86_64', firmware: 'both', isImdsV2: true, hasTpm: false },
};

/** An image as a test makes it up: its layers and what is on its disk. */
export interface TestImage {
  readonly image: string;
  readonly layers: readonly string[];
  readonly content: DiskContent;
  /** Ids of images that it stands on. */
  readonly parents?: readonly string[];
}

/** Where the workspace has its ledgers. */
export const LEDGERS = '/ledger';

/** A workspace that publishes, beside a fake cloud. */
export interface PublishWorld extends AsyncDisposable {
  readonly cloud: OpenedFake;
  /** What the workspace keeps. */
  readonly files: MemoryFiles;
  readonly disks: DiskFiles;
  /** Images whose disks were asked for. */
  readonly made: string[];
  /** A run of its own, which knows nothing of those before but what is in the workspace. */
  openRun(destination?: AwsDestination, signal?: AbortSignal): Promise<PublishRun>;
  /** Removes what publications left that were ended, as another process does it. */
  sweep(): Promise<Swept>;
}

export interface PublishRun {
  readonly context: AwsContext;
  prepare(image: TestImage): ReturnType<typeof preparePublication>;
  /** Does what is to be done, and gives what was told and where the image is. */
  publish(image: TestImage): Promise<PublishedTestImage>;
}

export interface PublishedTestImage {
  readonly changes: readonly string[];
  readonly images: readonly RegionImage[];
}

export async function openPublishWorld(options: OpenFakeOptions = {}): Promise<PublishWorld> {
  const cloud = await openFake(options);
  const disks = await createDiskFiles();
  const files = createMemoryFiles({});
  const made: string[] = [];
  const ports = { ...cloud.ports, files };
  const reporter = createRecordingReporter();
  const kinds = new Map(resourceKinds.map((kind) => [kind.kind, kind]));
  const openRun: PublishWorld['openRun'] = async (destination = testDestination, signal) => {
    const context: AwsContext = {
      session: await cloud.open(),
      clock: cloud.ports.clock,
      signal: signal ?? new AbortController().signal,
    };
    const desk = createDesk(context, { channels: destination.channels });
    const prepare: PublishRun['prepare'] = async ({ image, layers, content, parents = [] }) =>
      preparePublication(context, {
        ...{ destination, desk, image, parents },
        log: await openPublicationLog(files, { folder: '/publications', destination: 'aws', image }),
        content: { layers: layers.map((diffId) => ({ diffId })), disk: {} },
        maps: { files, folder: '/maps' },
        login: {},
        warn: reporter.warn,
        openLedger: async () => {
          const removal = { ports, reporter, signal: new AbortController().signal };
          const ledger = await openLedger({
            ...{ files, folder: LEDGERS, buildId: `publish.aws.${image}`, context: removal, kinds },
          });
          return { ...ledger, undo: () => ledger.undo(removal), [Symbol.asyncDispose]: ledger.close };
        },
        makeDisk: async () => {
          made.push(image);
          const path = await disks.write(`${image}.raw`, content);
          return { file: { path }, [Symbol.asyncDispose]: async () => undefined };
        },
      });
    const publish: PublishRun['publish'] = async (image) => {
      const { changes, open } = await prepare(image);
      return { changes, images: await publishAlone(await open(), context.signal) };
    };
    return { context, prepare, publish };
  };
  return {
    ...{ cloud, disks, files, made, openRun },
    sweep: () => {
      forgetSessions();
      const context = { ports, reporter, signal: new AbortController().signal };
      return sweepLedgers({ folder: LEDGERS, kinds, context });
    },
    [Symbol.asyncDispose]: async () => {
      await cloud[Symbol.asyncDispose]();
      await disks[Symbol.asyncDispose]();
    },
  };
}

/** A family of images as of the workspace's own examples; each holds what its parent holds, and blocks of its own. */
export function makeFamily(): Readonly<Record<'golden' | 'webapp' | 'middleware' | 'both', TestImage>> {
  const golden = { 0: 'boot', 3: 'root', 9: 'libc', 20: 'ssh' };
  const grow = (image: string, layers: readonly string[], content: DiskContent): TestImage => ({
    ...{ image, layers },
    content: { ...golden, ...content },
  });
  return {
    golden: grow('golden', ['g'], {}),
    webapp: grow('webapp', ['g', 'w'], { 40: 'webapp' }),
    middleware: grow('middleware', ['g', 'm'], { 50: 'middleware' }),
    both: grow('middleware-webapp', ['g', 'm', 'w'], { 40: 'webapp', 50: 'middleware' }),
  };
}
