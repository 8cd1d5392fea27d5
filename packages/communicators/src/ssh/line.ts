import { Failure } from '@strata/diagnostics';
import { ConnectionError, type PartContext, type Traffic } from '@strata/sdk';
import type { Client } from 'ssh2';
import { createHostKeyGuard } from './host-key-guard';
import { createMeter } from './meter';
import { openConnection } from './open-connection';
import type { Hop, SshSettings } from './settings';
import { openLocalTunnels, openRemoteTunnels } from './tunnels';
import { waitUntilConnected } from './wait';

/** A machine that can be reached again and again: keeps one connection, and makes another when it is lost. */
export interface Line {
  /** The live connection; waits as at the start when there is none. */
  getClient(signal: AbortSignal): Promise<Client>;
  /** Gives up on a connection that turned out to be dead. */
  drop(client: Client): void;
  /** Bytes that have passed, over all connections. */
  traffic(): Traffic;
  close(): Promise<void>;
}

/** Packer's words. */
export const waiting = 'Waiting for SSH to become available...';

/** Makes a line that is not connected yet. */
export async function createLine(context: PartContext, settings: SshSettings): Promise<Line> {
  const { clock } = context.ports;
  const { reporter } = context;
  const guards = {
    target: createHostKeyGuard(settings.target),
    bastion: createHostKeyGuard(settings.bastion ?? nowhere),
  };
  const closing = new AbortController();
  const meter = createMeter();
  let current: Client | undefined;
  let wasUp = false;
  let connecting: Promise<Client> | undefined;
  const tunnels = await openLocalTunnels(settings.localTunnels, () => current);

  const connect = async (): Promise<Client> => {
    const { signal } = closing;
    const client = await waitUntilConnected(
      (bounds) => openConnection(settings, guards, { ...bounds, signal, meter }),
      {
        patience: settings.patience,
        clock,
        signal,
        isNear: isNear(settings),
        onWait: () => {
          if (wasUp) reporter.say(waiting);
        },
      },
    );
    client.once('close', () => {
      if (current === client) current = undefined;
    });
    try {
      await openRemoteTunnels(settings.remoteTunnels, client);
    } catch (error) {
      client.destroy();
      throw error;
    }
    current = client;
    wasUp = true;
    return client;
  };

  return {
    async getClient(signal) {
      signal.throwIfAborted();
      closing.signal.throwIfAborted();
      if (current) return current;
      connecting ??= connect().finally(() => {
        connecting = undefined;
      });
      return await unlessAborted(connecting, signal);
    },
    drop(client) {
      if (current === client) current = undefined;
      client.destroy();
    },
    traffic: () => meter.read(),
    async close() {
      closing.abort(new ConnectionError('The connection was closed.'));
      tunnels.close();
      await connecting?.catch(() => {});
      await hangUp(current);
    },
  };
}

/** Loopback, however it is written. */
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/iu;

function isNear({ target, bastion, proxy }: SshSettings): boolean {
  return LOOPBACK.test(target.host) && !bastion && !proxy;
}

const nowhere: Hop = {
  role: 'The bastion',
  host: '',
  port: 0,
  login: { username: '', interactive: false },
  hostKeys: [],
};

/** How long a machine may take to answer a goodbye. */
const GOODBYE = 2_000;

async function hangUp(client: Client | undefined): Promise<void> {
  if (!client) return;
  await new Promise<void>((resolve) => {
    const impatience = setTimeout(() => client.destroy(), GOODBYE);
    client.once('close', () => {
      clearTimeout(impatience);
      resolve();
    });
    client.end();
  });
}

/** The work goes on for others that wait for it too. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let cancel = () => {};
  const aborted = new Promise<never>((_, reject) => {
    cancel = () => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** For a line that was up before: its loss may pass, unlike a login that is refused. */
export function asLostConnection(error: unknown): unknown {
  const isUnreachable =
    error instanceof Failure && error.diagnostics.every(({ code }) => code === 'COM005' || code === 'COM010');
  return isUnreachable ? new ConnectionError(error.message, { cause: error }) : error;
}
