import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { MachineContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { QemuOptions } from '../schema';
import { isListening } from './listening';
import { type Running, startProgram } from './start';

/** Milliseconds between looks whether it listens. */
const LOOK = 20;

/** A TPM in software, behind a socket that QEMU connects to. */
export async function startTpm(
  context: MachineContext,
  options: QemuOptions,
  folder: string,
): Promise<{ readonly socket: string; readonly running: Running }> {
  const socket = join(folder, 'tpm');
  const state = join(folder, 'tpm-state');
  await mkdir(state, { recursive: true });
  const running = startProgram(context, {
    command: 'swtpm',
    args: [
      ...['socket', '--tpmstate', `dir=${state}`, '--ctrl', `type=unixio,path=${socket}`],
      ...(options.use_tpm1 ? [] : ['--tpm2']),
    ],
  });
  while (!(await isListening(socket))) {
    if (running.lost.aborted) throw explain(running);
    await context.ports.clock.sleep(LOOK, AbortSignal.any([context.signal, running.lost])).catch(() => {
      context.signal.throwIfAborted();
    });
  }
  return { socket, running };
}

function explain({ lost }: Running): Failure {
  const reason = lost.reason instanceof Error ? lost.reason.message : String(lost.reason);
  return new Failure(
    problem('BLD021', {
      detail: `vtpm = true needs swtpm. ${reason}`,
      hint: 'Install it (apt-get install swtpm), or take vtpm out.',
    }),
  );
}
