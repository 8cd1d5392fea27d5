import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@strata/diagnostics';
import { getCommandLine } from './command/command-line';
import type { Endpoints, MachineParts } from './command/machine';
import type { LiveMachine } from './live-machine';
import { type ReservedPort, reservePort } from './network/reserve-port';
import { isPortTaken } from './process/explain';
import { connectQmp } from './process/qmp';
import { makeRunFolder } from './process/run-folder';
import { startProgram } from './process/start';
import { startTpm } from './process/tpm';
import type { QemuOptions } from './schema';
import type { Work } from './work';

/** What a machine is made of, without where it is reached. */
export type Blueprint = Omit<MachineParts, 'endpoints'> & Pick<Endpoints, 'http' | 'userControl'>;

/** Another program may take a port in the moment between us and QEMU. */
const TRIES = 5;
const LOOPBACK = '127.0.0.1';

/**
 * Starts a machine and waits until QEMU answers: then it has followed all its options, or is gone.
 *
 * @param more arguments for this run alone
 * @throws Failure with what QEMU said
 */
export async function launch(
  work: Work,
  blueprint: Blueprint,
  more: readonly string[] = [],
): Promise<LiveMachine> {
  for (let tries = 1; ; tries++) {
    const ports = await reservePorts(work.options);
    try {
      return await launchOnce(work, { blueprint, more, ports });
    } catch (error) {
      await releasePorts(ports);
      const isTaken = error instanceof Failure && isPortTaken(error.message);
      if (!isTaken || tries === TRIES || work.options.skip_nat_mapping) throw error;
    }
  }
}

interface Ports {
  readonly forward: ReservedPort | undefined;
  readonly vnc: ReservedPort;
}

export async function releasePorts({ forward, vnc }: Ports): Promise<void> {
  await forward?.release();
  await vnc.release();
}

async function reservePorts(options: QemuOptions): Promise<Ports> {
  const { host_port_min, host_port_max, vnc_port_min, vnc_port_max } = options;
  const vnc = await reservePort(
    options.vnc_bind_address,
    { min: vnc_port_min, max: vnc_port_max },
    'vnc_port',
  );
  const needsForward = getGuestPort(options) !== undefined && !options.skip_nat_mapping;
  try {
    const range = { min: host_port_min, max: host_port_max };
    return { vnc, forward: needsForward ? await reservePort(LOOPBACK, range, 'host_port') : undefined };
  } catch (error) {
    await vnc.release();
    throw error;
  }
}

/** The port that the machine itself listens on; undefined when nobody connects, or not over a forwarded one. */
function getGuestPort(options: QemuOptions): number | undefined {
  if (options.communicator === 'none' || options.net_bridge) return undefined;
  if (options.communicator !== 'winrm') return options.ssh_port;
  return Number(options.winrm_port ?? (options.winrm_use_ssl ? WINRM_TLS_PORT : WINRM_PORT));
}

const WINRM_PORT = 5985;
const WINRM_TLS_PORT = 5986;

interface Launch {
  readonly blueprint: Blueprint;
  readonly more: readonly string[];
  readonly ports: Ports;
}

async function launchOnce(work: Work, { blueprint, more, ports }: Launch): Promise<LiveMachine> {
  const { context, options } = work;
  const run = await makeRunFolder(context);
  try {
    const tpm = options.vtpm ? await startTpm(context, options, run.path) : undefined;
    const guest = getGuestPort(options);
    const host = ports.forward?.port ?? guest;
    const control = join(run.path, 'control');
    const args = getCommandLine({
      ...blueprint,
      endpoints: {
        ...blueprint,
        vnc: ports.vnc.port,
        control,
        tpm: tpm?.socket,
        forward: guest === undefined || host === undefined ? undefined : { host, guest },
      },
    });
    await ports.forward?.free();
    await ports.vnc.free();
    const running = startProgram(context, { command: options.qemu_binary, args: [...args, ...more] });
    const qmp = await orLost(running.lost, (signal) =>
      connectQmp(control, context.ports.clock, AbortSignal.any([context.signal, signal])),
    );
    return {
      running,
      qmp,
      run,
      forward: host,
      vnc: ports.vnc.port,
      ports: [...(ports.forward ? [ports.forward] : []), ports.vnc],
    };
  } catch (error) {
    await run.resource.remove();
    throw error;
  }
}

/** Milliseconds between a line that breaks off and the end of the program at its other end. */
const LAST_WORDS = 500;

/** Does something that makes sense only while a program runs; its end ends it, with the reason of that end. */
export async function orLost<T>(lost: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  lost.throwIfAborted();
  const { promise, reject } = createRejection();
  const fail = () => reject(lost.reason);
  lost.addEventListener('abort', fail, { once: true });
  try {
    return await Promise.race([work(lost), promise]);
  } catch (error) {
    // A line that breaks off is often the first sign of the end, which is told a moment later.
    await Promise.race([promise.catch(() => undefined), sleep(LAST_WORDS, undefined, { ref: false })]);
    throw lost.aborted ? lost.reason : error;
  } finally {
    lost.removeEventListener('abort', fail);
  }
}

function createRejection(): { readonly promise: Promise<never>; readonly reject: (reason: unknown) => void } {
  let refuse: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  promise.catch(() => undefined);
  return { promise, reject: (reason) => refuse(reason) };
}
