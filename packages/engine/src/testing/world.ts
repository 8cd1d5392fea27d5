import type { RemoteValues } from '@strata/hcl';
import type { BuildPlan } from '@strata/plan';
import { createSecretFilter, type Ports } from '@strata/sdk';
import { createTestPorts, type TestPorts } from '@strata/sdk/testing';
import { type BuildEvent, createEmitter } from '../events';
import { createLimit } from '../limit';
import { runBuild } from '../run-build';
import type { RunContext } from '../run-context';
import { createMemoryBuilder, type MemoryBuilder } from './memory-builder';

/** What a test of one run may change. */
export interface WorldChanges
  extends Partial<Pick<RunContext, 'checkpoints' | 'force' | 'onError' | 'debug' | 'postProcessorsOnly'>> {
  readonly remote?: RemoteValues;
  readonly ask?: Ports['ask'];
}

/** A world in memory in which plans are carried out. */
export interface World {
  readonly ports: TestPorts;
  readonly builder: MemoryBuilder;
  readonly events: BuildEvent[];
  readonly cancel: AbortController;
  build(plan: BuildPlan, force?: boolean): ReturnType<typeof runBuild>;
}

export const LEDGERS = '/ws/.strata/ledger';

export function createWorld({ remote, ask, ...changes }: WorldChanges = {}): World {
  const ports = { ...createTestPorts(), ...(ask && { ask }) };
  const builder = createMemoryBuilder();
  const events: BuildEvent[] = [];
  const cancel = new AbortController();
  const secrets = createSecretFilter();
  const context = (force: boolean): RunContext => ({
    ports,
    registry: {
      builders: new Map([['memory', builder.definition]]),
      provisioners: new Map(),
      postProcessors: new Map(),
      dataSources: new Map(),
    },
    functions: {
      files: { read: () => undefined, kind: () => undefined, list: () => [] },
      clock: ports.clock,
      home: '/home/user',
      random: (length) => new Uint8Array(length),
      ...(remote && { remote }),
    },
    workspace: { root: '/ws' } as never,
    emit: createEmitter({ now: () => ports.clock.now(), listen: (event) => events.push(event), secrets }),
    signal: cancel.signal,
    secrets,
    runId: 'run',
    programs: { run: ports.processes.run, hold: ports.files.hold },
    steps: createLimit(2),
    places: { store: '/store', downloads: '/downloads' },
    scratch: '/scratch',
    force,
    ledgers: LEDGERS,
    checkpoints: '/ws/.strata/checkpoints',
    machines: createLimit(2),
    onError: 'cleanup',
    debug: false,
    postProcessorsOnly: false,
    ...changes,
  });
  const project = {
    name: 'web',
    directory: '/ws/images/web',
    template: '/ws/images/web',
    baseDirectory: '/ws',
  };
  return {
    ports,
    builder,
    events,
    cancel,
    build: (plan, force = false) =>
      runBuild({
        run: context(force),
        project,
        plan,
        resolve: () => {
          throw new Error('nothing to resolve');
        },
        secretDigest: (text) => `hmac of ${text}`,
      }),
  };
}
