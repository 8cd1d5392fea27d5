import type { Communicator, Connection, MachineAddress, MachineContext } from '@strata/sdk';
import {
  createRecordingCommunicator,
  createRecordingReporter,
  type RecordingReporter,
  type TestPorts,
} from '@strata/sdk/testing';
import { getIam } from '../../../../tools/fakes/aws/iam/state';
import type { AwsSession } from '../client';
import { addImage } from './add-image';
import { type OpenedFake, type OpenFakeOptions, openFake } from './open-fake';
import { createTestLedger, type TestLedger } from './test-ledger';

/** A build on a fake cloud: what it is given, what it noted, and how it ends. */
export interface OpenedBuild extends OpenedFake, Omit<TestLedger, 'resources'> {
  readonly machine: MachineContext & { readonly ports: TestPorts; readonly reporter: RecordingReporter };
  /** Names of the steps, in order. */
  readonly steps: readonly string[];
  readonly communicator: Communicator;
  /** Addresses that were connected to. */
  readonly addresses: readonly MachineAddress[];
  readonly means: {
    connectMachine(context: unknown, options: unknown, address: MachineAddress): Promise<Connection>;
  };
  /** The image that machines start from. */
  readonly sourceId: string;
  readonly session: AwsSession;
}

/** Of the run: all its builds share it. */
const RUN = 'run-1';

/** @param more what the fake is started with */
export async function openBuild(more: OpenFakeOptions = {}): Promise<OpenedBuild> {
  const opened = await openFake(more);
  const session = await opened.open();
  const sourceId = await addImage(session, { name: 'debian-12-amd64', tags: { OS: 'Debian' } });
  opened.fake.log.clear();
  const steps: string[] = [];
  const addresses: MachineAddress[] = [];
  const communicator = createRecordingCommunicator();
  const reporter = createRecordingReporter();
  const { ports, context } = opened;
  const ledger = createTestLedger({ ports, reporter, signal: context.signal });
  const machine = {
    ports,
    reporter,
    signal: context.signal,
    baseDirectory: '/ws',
    scratch: '/scratch',
    buildId: RUN,
    buildName: 'golden',
    force: false,
    debug: false,
    resources: ledger.resources,
    step: (name, run) => {
      steps.push(name);
      return run();
    },
  } satisfies MachineContext;
  return {
    ...opened,
    session,
    sourceId,
    machine,
    steps,
    communicator,
    addresses,
    means: {
      connectMachine: async (_, __, address) => {
        addresses.push(address);
        return { communicator, close: async () => {} };
      },
    },
    get noted() {
      return ledger.noted;
    },
    undo: ledger.undo,
    sweep: ledger.sweep,
  };
}

/** Kinds of which every region has some without anybody's doing. */
const GIVEN = ['vpcs', 'subnets'] as const;

/** Everything that a cloud holds by its id, region by region; what has ended is not there. */
export function listThings({ fake }: Pick<OpenedFake, 'fake'>): readonly string[] {
  const { roles, profiles } = getIam(fake.cloud, fake.key.caller.account);
  const everywhere = [...roles.keys(), ...profiles.keys()].map((name) => `iam ${name}`);
  const regional = fake.cloud.regionNames.flatMap((name) => {
    const region = fake.cloud.region(name);
    const given: readonly unknown[] = GIVEN.map((kind) => region.compute[kind]);
    const ended = region.compute.instances.all().filter(({ state }) => state === 'terminated');
    const groups = region.compute.securityGroups.all().filter((group) => group.name === 'default');
    const ignored = new Set([...ended, ...groups].map(({ id }) => id));
    return region.tables
      .filter((table) => !given.includes(table))
      .flatMap((table) => table.all().map(({ id }) => id))
      .filter((id) => !ignored.has(id))
      .map((id) => `${name} ${id}`);
  });
  return [...everywhere, ...regional];
}
