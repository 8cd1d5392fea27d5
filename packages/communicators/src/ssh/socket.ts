import type { Socket } from 'node:net';
import { getErrorCode } from '@strata/sdk';
import { problem } from '../codes';
import { GatheringSocket } from './gathering-socket';
import { Trouble } from './trouble';

export interface Endpoint {
  /** For messages. */
  readonly role: string;
  readonly host: string;
  readonly port: number;
}

export interface Bounds {
  /** Milliseconds. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** A machine that is just starting drops what it is sent; asking anew is quicker than waiting for the old question. */
const LONGEST_CONNECT = 15_000;

/**
 * A TCP connection without Nagle's delay, which would add 40 ms to every short command.
 *
 * @throws Trouble
 */
export async function openSocket(endpoint: Endpoint, { limit, signal }: Bounds): Promise<Socket> {
  signal.throwIfAborted();
  const { host, port } = endpoint;
  const socket = new GatheringSocket().setNoDelay(true).connect({ host, port });
  let cancel = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      const patience = Math.min(limit, LONGEST_CONNECT);
      cancel = () => reject(signal.reason);
      socket.once('connect', resolve);
      socket.once('error', (error) => reject(explainSocketError(endpoint, error)));
      socket.setTimeout(patience, () => reject(refuse(endpoint, 'it does not answer in time')));
      signal.addEventListener('abort', cancel, { once: true });
    });
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  socket.setTimeout(0);
  socket.removeAllListeners('timeout');
  return socket;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'it does not answer in time',
};

function explainSocketError(endpoint: Endpoint, error: Error): Trouble {
  return refuse(endpoint, reasons[getErrorCode(error) ?? ''] ?? error.message);
}

function refuse({ role, host, port }: Endpoint, reason: string): Trouble {
  return new Trouble(
    'unreachable',
    problem('COM005', { detail: `${role} at ${host}:${port} cannot be reached: ${reason}.` }),
  );
}
