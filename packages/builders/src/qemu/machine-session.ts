import type { Connection, ConnectMachine, MachineAddress } from '@strata/sdk';
import { typeAtBoot } from './boot';
import { type Blueprint, launch, orLost } from './launch';
import type { LiveMachine } from './live-machine';
import { waitForGuestAddress } from './network/guest-address';
import type { Login } from './network/login';
import { getVncPassword } from './surrounding-steps';
import type { Work } from './work';

/** A machine that answers. */
export interface Session {
  readonly machine: LiveMachine;
  readonly connection: Connection;
  readonly address: MachineAddress;
  /** So many provisioners are behind it. */
  readonly done: number;
}

/** Everything that is known when the machine is started. */
export interface Setting {
  readonly work: Work;
  readonly connect: ConnectMachine;
  readonly login: Login | undefined;
  readonly http: { readonly ip: string; readonly port: number };
  readonly blueprint: Blueprint;
}

/** Starts the machine from nothing and brings it so far that it answers. */
export async function startSession(setting: Setting): Promise<Session> {
  const { work, blueprint } = setting;
  const { context, options } = work;
  const machine = await context.step('stepRun', async () => {
    context.reporter.say(
      options.disk_image ? 'Starting VM, booting disk image' : 'Starting VM, booting from CD-ROM',
    );
    return launch(work, blueprint);
  });
  await orLost(machine.running.lost, async (lost) => {
    const alive = { ...work, context: { ...context, signal: AbortSignal.any([context.signal, lost]) } };
    await boot({ ...setting, work: alive }, machine);
  });
  return connectSession(setting, machine, 0);
}

async function boot({ work, login, http }: Setting, machine: LiveMachine): Promise<void> {
  const { context, options, name } = work;
  const password = getVncPassword(work);
  if (password !== undefined) await context.step('stepConfigureQMP', () => setVncPassword(machine, password));
  const { reporter } = context;
  if (options.headless)
    reporter.say(
      `The VM will be run headless, without a GUI. If you want to view the screen of the VM, connect via VNC to vnc://${options.vnc_bind_address}:${machine.vnc}`,
    );
  await context.step('stepTypeBootCommand', () =>
    typeAtBoot(
      work,
      { port: machine.vnc, password },
      { HTTPIP: http.ip, HTTPPort: String(http.port), Name: name, SSHPublicKey: login?.publicKey ?? '' },
    ),
  );
}

async function setVncPassword({ qmp }: LiveMachine, password: string): Promise<void> {
  await qmp.execute('set_password', { protocol: 'vnc', password });
}

/** Waits until the machine answers; QEMU's end ends the wait. */
export async function connectSession(
  { work, connect, login }: Setting,
  machine: LiveMachine,
  done: number,
): Promise<Session> {
  const { context, options } = work;
  const address: MachineAddress = {
    host: await getHost(work, machine),
    ...(machine.forward !== undefined && { port: machine.forward }),
    ...(login?.privateKey && { privateKey: login.privateKey }),
  };
  const connection = await context.step('StepConnect', () =>
    orLost(machine.running.lost, (lost) =>
      connect({ ...context, signal: AbortSignal.any([context.signal, lost]) }, options, address),
    ),
  );
  return { machine, connection, address, done };
}

const LOOPBACK = '127.0.0.1';

async function getHost({ context, options }: Work, { qmp, running }: LiveMachine): Promise<string> {
  const isBridged = options.net_bridge && options.communicator !== 'none';
  if (!isBridged || options.ssh_host || options.winrm_host) return LOOPBACK;
  return context.step('stepWaitGuestAddress', () =>
    orLost(running.lost, (lost) =>
      waitForGuestAddress({ ...context, signal: AbortSignal.any([context.signal, lost]) }, options, qmp),
    ),
  );
}
