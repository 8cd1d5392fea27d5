import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { problem } from '../codes';
import type { HostKeyGuard } from './host-key-guard';
import type { Meter } from './meter';
import { openClient } from './open-client';
import type { Hop, SshSettings } from './settings';
import { type Bounds, openSocket } from './socket';
import { openSocketThroughProxy } from './socks';
import { Trouble } from './trouble';

/** The keys of the servers on the way, by first use. */
export interface Guards {
  readonly target: HostKeyGuard;
  readonly bastion: HostKeyGuard;
}

export interface ConnectionBounds extends Bounds {
  /** Counts the bytes of the connection. */
  readonly meter: Meter;
  /** Milliseconds until the server says its first word. */
  readonly greeting: number;
}

/**
 * One try to get in, over a bastion or a proxy if there is one.
 *
 * @throws Trouble
 */
export async function openConnection(
  settings: SshSettings,
  guards: Guards,
  bounds: ConnectionBounds,
): Promise<Client> {
  const { target, bastion, silence } = settings;
  if (bastion) return openThroughBastion(settings, bastion, guards, bounds);
  const socket = settings.proxy
    ? await openSocketThroughProxy(settings.proxy, target, bounds)
    : await openSocket(target, bounds);
  bounds.meter.add(socket);
  if (silence) socket.setTimeout(silence, () => socket.destroy(new Error('silent for too long')));
  expectGreeting(socket, bounds.greeting);
  return openClient({ hop: target, settings, guard: guards.target, socket, ...bounds });
}

/** A proxy has said its part before: what counts is what comes from now on. */
function expectGreeting(socket: Socket, milliseconds: number): void {
  const before = socket.bytesRead;
  const timer = setTimeout(() => {
    if (socket.bytesRead === before) socket.destroy(new Error('it says nothing'));
  }, milliseconds);
  socket.once('close', () => clearTimeout(timer));
}

async function openThroughBastion(
  settings: SshSettings,
  bastion: Hop,
  guards: Guards,
  bounds: ConnectionBounds,
): Promise<Client> {
  const { target } = settings;
  const gate = await openGate(settings, bastion, guards, bounds);
  try {
    const socket = await forward(gate, bastion, target);
    const client = await openClient({ hop: target, settings, guard: guards.target, socket, ...bounds });
    // Neither is of use without the other.
    client.once('close', () => gate.end());
    gate.once('close', () => client.destroy());
    return client;
  } catch (error) {
    gate.end();
    throw error;
  }
}

async function openGate(
  settings: SshSettings,
  bastion: Hop,
  guards: Guards,
  bounds: ConnectionBounds,
): Promise<Client> {
  try {
    const socket = await openSocket(bastion, bounds);
    bounds.meter.add(socket);
    if (settings.silence)
      socket.setTimeout(settings.silence, () => socket.destroy(new Error('silent for too long')));
    return await openClient({ hop: bastion, settings, guard: guards.bastion, socket, ...bounds });
  } catch (error) {
    throw error instanceof Trouble && error.diagnostic.code === 'COM005' ? asBastion(error) : error;
  }
}

function forward(gate: Client, bastion: Hop, target: Hop): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    gate.forwardOut('127.0.0.1', 0, target.host, target.port, (error, channel) => {
      if (!error) return resolve(channel);
      const detail = `The bastion at ${bastion.host}:${bastion.port} does not lead to ${target.host}:${target.port}: ${error.message}.`;
      reject(new Trouble('unreachable', problem('COM010', { detail, hint: bastionHint })));
    });
  });
}

const bastionHint =
  'See ssh_bastion_host and its fellows; the bastion must allow forwarding (AllowTcpForwarding).';

function asBastion({ kind, diagnostic }: Trouble): Trouble {
  return new Trouble(kind, problem('COM010', { detail: diagnostic.detail, hint: bastionHint }));
}
