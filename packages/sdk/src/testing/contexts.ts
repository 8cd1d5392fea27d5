import type { PostProcessContext, ProvisionContext } from '../parts';
import type { Ports } from '../ports';
import { createFakeClock, type FakeClock } from './fake-clock';
import { createMemoryFiles, type MemoryEntry, type MemoryFiles } from './memory-files';
import { createRecordingCommunicator, type RecordingCommunicator } from './recording-communicator';
import { createRecordingReporter, type RecordingReporter } from './recording-reporter';

/** Ports without a world behind them: files in memory, a clock that stands; programs and the network are refused. */
export interface TestPorts extends Ports {
  readonly files: MemoryFiles;
  readonly clock: FakeClock;
}

export function createTestPorts(files: Readonly<Record<string, MemoryEntry>> = {}): TestPorts {
  return {
    files: createMemoryFiles(files),
    clock: createFakeClock(),
    processes: { run: ({ command }) => refuse(`the program ${command}`) },
    http: { get: refuse, send: refuse },
    environment: { variables: {}, cwd: '/ws', home: '/home/test', platform: 'linux' },
  };
}

function refuse(what: string): Promise<never> {
  return Promise.reject(new Error(`A test that asks for ${what} brings a port of its own.`));
}

type Recording<C> = C & { readonly ports: TestPorts; readonly reporter: RecordingReporter };

/** What a provisioner gets, made of recording parts; relative paths start from `/ws`. */
export function createProvisionContext<T extends Partial<ProvisionContext>>(
  given: T = {} as T,
): Recording<ProvisionContext & { readonly communicator: RecordingCommunicator }> & T {
  return {
    ...createPartContext(),
    communicator: createRecordingCommunicator(),
    buildName: 'golden',
    builderType: 'rootfs',
    facts: {},
    resolve: ({ project }) => {
      throw new Error(`The test does not say what ${project} is.`);
    },
    ...given,
  };
}

/** What a post-processor gets, made of recording parts; relative paths start from `/ws`. */
export function createPostProcessContext<T extends Partial<PostProcessContext>>(
  given: T = {} as T,
): Recording<PostProcessContext> & T {
  return {
    ...createPartContext(),
    buildName: 'golden',
    builderType: 'rootfs',
    runId: 'run-1',
    force: false,
    places: { store: '/ws/.strata/store', downloads: '/downloads' },
    resources: { note: () => refuse('the ledger') },
    ...given,
  };
}

function createPartContext() {
  return {
    ports: createTestPorts(),
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    baseDirectory: '/ws',
    scratch: '/scratch',
  };
}
