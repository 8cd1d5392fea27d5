import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectQmp, type Qmp } from '../../../packages/builders/src/qemu/process/qmp';
import { createNodePorts } from '../../../packages/sdk/src/node';
import { getCommandLine, type MachineParts } from './command-line';

/** A QEMU that runs. */
export interface Machine {
  readonly ended: Promise<void>;
  /** Asks it to shut down as its power button would, and ends it when it has not after so long. @param patience milliseconds */
  shutDown(patience: number): Promise<void>;
  /** Does something while the machine stands still, with all that it wrote in its files. */
  pause(work: () => Promise<void>): Promise<void>;
  kill(): Promise<void>;
}

/** Milliseconds until QEMU has followed all of its options. */
const START_LIMIT = 30_000;
const KEPT_CHARACTERS = 4_096;

/** @throws Error with what QEMU said when it does not come up */
export async function startMachine(program: string, parts: MachineParts): Promise<Machine> {
  const child = spawn(program, getCommandLine(parts), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-KEPT_CHARACTERS);
  });
  // Whatever ends this process must not leave a machine behind.
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const ended = waitForEnd(child).finally(() => process.off('exit', endWithUs));
  const qmp = await greet(parts.control, ended).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await ended;
    throw new Error(`${program} did not start: ${said.trim() || String(error)}`);
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    ended: ended.finally(() => qmp.close()),
    kill,
    pause: async (work) => {
      await qmp.execute('stop');
      try {
        await work();
      } finally {
        await qmp.execute('cont');
      }
    },
    shutDown: async (patience) => {
      // It may be gone already, or refuse: then force ends it.
      await qmp.execute('system_powerdown').catch(() => undefined);
      const waited = new AbortController();
      const late = sleep(patience, 'late', { signal: waited.signal }).catch(() => undefined);
      if ((await Promise.race([ended, late])) === 'late') await kill();
      waited.abort();
    },
  };
}

async function waitForEnd(child: ChildProcess): Promise<void> {
  // A program that is not there has an error and no exit.
  await Promise.race([once(child, 'exit'), once(child, 'error')]).catch(() => undefined);
}

async function greet(control: string, ended: Promise<void>): Promise<Qmp> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(START_LIMIT)]);
  void ended.then(() => over.abort(new Error('it ended')));
  return connectQmp(control, createNodePorts().clock, signal);
}

/** Files of a machine in its folder. */
export function getFiles(folder: string) {
  return {
    console: join(folder, 'ttyS0'),
    control: join(folder, 'control'),
    medium: join(folder, 'medium.iso'),
    variables: join(folder, 'variables.fd'),
    getDisk: (id: string) => ({
      base: join(folder, `${id}.raw`),
      overlay: join(folder, `${id}.qcow2`),
    }),
  };
}
