import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { getErrorCode, reveal, type Traffic } from '@strata/sdk';
import { TransportError } from './errors';
import type { WinrmSettings } from './settings';

export interface HttpReply {
  readonly status: number;
  /** Ways to log in that the server names. */
  readonly offers: readonly string[];
  readonly server: string | undefined;
  readonly body: string;
}

export interface Bounds {
  /** Milliseconds without a byte, after which an answer is given up. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /**
   * For a question that must not reach the machine twice: it is asked over a connection of its own, since nobody knows of an
   * idle one whether the machine is still at its other end.
   */
  readonly once?: boolean;
}

/** Sends messages to one service over connections that stay open. */
export interface Post {
  readonly url: string;
  /** @throws TransportError, or the signal's reason */
  send(message: string, bounds: Bounds): Promise<HttpReply>;
  /** Bytes of messages, without what HTTP and TLS put around them. */
  traffic(): Traffic;
  close(): void;
}

/** More than shells at a time, each with an input and an output. */
const MAX_SOCKETS = 16;
/** Milliseconds after which we let go of an idle connection: before Windows does, which takes two minutes. */
const IDLE = 30_000;
/** Milliseconds. A machine that is just starting drops what it is sent; asking anew is quicker than waiting on. */
const LONGEST_CONNECT = 15_000;

export function createPost({ secure, insecure, host, port, username, password }: WinrmSettings): Post {
  const createAgent = (keepAlive: boolean) => {
    const common = { keepAlive, maxSockets: MAX_SOCKETS, noDelay: true, timeout: IDLE };
    return secure ? new HttpsAgent({ ...common, rejectUnauthorized: !insecure }) : new HttpAgent(common);
  };
  const agent = createAgent(true);
  const freshAgent = createAgent(false);
  let [sent, received] = [0, 0];
  const url = `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/wsman`;
  const login = Buffer.from(`${username}:${reveal(password)}`).toString('base64');
  const ask = (message: Buffer, { limit, signal, once }: Bounds) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const request = (secure ? requestHttps : requestHttp)(url, {
        method: 'POST',
        agent: once ? freshAgent : agent,
        signal,
        headers: {
          'Content-Type': 'application/soap+xml;charset=UTF-8',
          'Content-Length': message.length,
          'User-Agent': 'Strata',
          Authorization: `Basic ${login}`,
        },
      });
      request.setTimeout(limit, () => request.destroy(getSilence()));
      request.on('response', resolve);
      let sent = false;
      request.once('socket', (socket) => {
        sent = !socket.connecting;
        if (sent) return;
        const impatience = setTimeout(() => request.destroy(getSilence()), LONGEST_CONNECT);
        socket.once('close', () => clearTimeout(impatience));
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          clearTimeout(impatience);
          sent = true;
        });
      });
      request.on('error', (error) => {
        const isStale = request.reusedSocket && getErrorCode(error) === 'ECONNRESET';
        reject(isStale ? new StaleConnection() : toTransportError(error, sent));
      });
      request.end(message);
    });
  return {
    url,
    async send(text, bounds) {
      const message = Buffer.from(text);
      sent += message.length;
      try {
        const response = await askTwice(() => ask(message, bounds));
        const body = await buffer(response);
        received += body.length;
        return toReply(response, body);
      } catch (error) {
        bounds.signal.throwIfAborted();
        if (error instanceof TransportError || getErrorCode(error) === undefined) throw error;
        throw toTransportError(error, true);
      }
    },
    traffic: () => ({ sent, received }),
    close() {
      agent.destroy();
      freshAgent.destroy();
    },
  };
}

/** Ours, for an answer that does not come. */
export const SILENT = 'ESILENT';

function getSilence(): Error {
  return Object.assign(new Error('it does not answer in time'), { code: SILENT });
}

/** The server hung up on an idle connection just when it was used again: most likely it read nothing. */
class StaleConnection extends Error {
  readonly code = 'ECONNRESET';
}

async function askTwice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return ask();
  }
}

function toTransportError(error: unknown, sent: boolean): TransportError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TransportError(reason, { code: getErrorCode(error), sent, cause: error });
}

function toReply(response: IncomingMessage, body: Buffer): HttpReply {
  const { statusCode = 0, headers } = response;
  const offers = headers['www-authenticate']?.split(',').map((offer) => offer.trim().split(' ')[0] ?? '');
  return { status: statusCode, offers: offers ?? [], server: readServer(headers), body: body.toString() };
}

function readServer({ server }: IncomingMessage['headers']): string | undefined {
  return Array.isArray(server) ? server.join() : server;
}
