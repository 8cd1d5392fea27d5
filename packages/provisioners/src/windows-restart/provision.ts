import { Failure } from '@strata/diagnostics';
import {
  ConnectionError,
  type OutputChunk,
  type ProvisionContext,
  type Provisioner,
  type RemoteExit,
} from '@strata/sdk';
import { problem } from '../codes';
import { execShown, validateEnd } from '../windows/exec';
import { encodePowershell } from '../windows/powershell';
import type { WindowsRestartOptions, windowsRestartSchema } from './schema';

/** Between two looks, as in Packer. */
const PAUSE_MILLISECONDS = 5_000;
/** A restart that fails with one of these is under way: Windows is shutting down, or a shutdown is scheduled. */
const SHUTTING_DOWN = 1115;
const SCHEDULED = 1190;
/** Asks for a restart, which Windows refuses while it is shutting down; it is taken back at once. */
const TRY_COMMAND = 'shutdown /r /f /t 60 /c "packer restart test"';
const ABORT_COMMAND = 'shutdown /a';

export const windowsRestart: Provisioner<typeof windowsRestartSchema> = {
  async provision(context, options) {
    const { ports, reporter } = context;
    reporter.say('Restarting Machine');
    await restart(context, options);
    reporter.say('Waiting for machine to restart...');
    const end = ports.clock.now() + options.restart_timeout;
    await waitUntil(context, options, { end, isDone: () => isUp(context) });
    await waitUntil(context, options, { end, isDone: () => answers(context, options) });
    reporter.say('Machine successfully restarted, moving on');
    if (!options.check_registry) return;
    await waitUntil(context, options, { end, isDone: () => isSettled(context, options.registry_keys) });
  },
};

async function restart(context: ProvisionContext, { restart_command: command }: WindowsRestartOptions) {
  const end = await execShown(context, { command }).catch(ignoreLostConnection);
  if (end === undefined || end.exit.kind === 'disconnected') return;
  validateEnd('The restart command', end, [0, SHUTTING_DOWN, SCHEDULED]);
}

/** A machine that goes down takes the connection with it. */
function ignoreLostConnection(error: unknown): undefined {
  if (!(error instanceof ConnectionError)) throw error;
}

async function isUp({ communicator, signal }: ProvisionContext): Promise<boolean> {
  if (!succeeded(await communicator.exec({ command: TRY_COMMAND }, signal))) return false;
  await communicator.exec({ command: ABORT_COMMAND }, signal);
  return true;
}

async function answers(
  context: ProvisionContext,
  { restart_check_command: command }: WindowsRestartOptions,
): Promise<boolean> {
  return succeeded((await execShown(context, { command })).exit);
}

/** True when none of the keys is there. */
async function isSettled(
  { communicator, reporter, signal }: ProvisionContext,
  keys: readonly string[],
): Promise<boolean> {
  for (const key of keys) {
    let said = '';
    const command = encodePowershell(`Test-Path "${key}"`);
    const onOutput = ({ data }: OutputChunk) => {
      said += data.toString();
    };
    const exit = await communicator.exec({ command, onOutput }, signal);
    if (!succeeded(exit)) return false;
    if (!said.includes('True')) continue;
    reporter.say(`Waiting until Windows has no need of ${key}`);
    return false;
  }
  return true;
}

function succeeded(exit: RemoteExit): boolean {
  return exit.kind === 'exited' && exit.code === 0;
}

interface Wait {
  /** By the clock. */
  readonly end: number;
  isDone(): Promise<boolean>;
}

async function waitUntil(
  { ports, signal }: ProvisionContext,
  { restart_timeout: timeout }: WindowsRestartOptions,
  { end, isDone }: Wait,
): Promise<void> {
  for (;;) {
    if ((await isDone().catch(ignoreLostConnection)) === true) return;
    if (ports.clock.now() >= end) {
      const detail = `The machine was not back ${timeout / 1000} seconds after its restart.`;
      throw new Failure(problem('PRV003', { detail, hint: 'Raise restart_timeout when it needs longer.' }));
    }
    await ports.clock.sleep(PAUSE_MILLISECONDS, signal);
  }
}
