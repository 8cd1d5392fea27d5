import type { Communicator, Connection, MachineAddress, MachineContext } from '@strata/sdk';
import {
  createRecordingCommunicator,
  createRecordingReporter,
  createTestLedger,
  type RecordingReporter,
  type TestLedger,
  type TestPorts,
} from '@strata/sdk/testing';
import type { AzureSession } from '../client';
import { resourceKinds } from '../resources';
import { forgetSessions } from '../resources/reach';
import { makeGroup, type OpenedFake, type OpenFakeOptions, openFake } from './open-fake';

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
  readonly session: AzureSession;
}

/** Of the run: all its builds share it. */
const RUN = 'run-1';

/** @param more what the fake is started with */
export async function openBuild(more: OpenFakeOptions = {}): Promise<OpenedBuild> {
  const opened = await openFake(more);
  const session = await opened.open();
  await makeGroup(session, 'images');
  opened.fake.log.clear();
  const steps: string[] = [];
  const addresses: MachineAddress[] = [];
  const communicator = createRecordingCommunicator();
  const reporter = createRecordingReporter();
  const { context } = opened;
  const ledger = createTestLedger({ ...context, reporter }, { kinds: resourceKinds, forget: forgetSessions });
  const machine = {
    ...context,
    reporter,
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
