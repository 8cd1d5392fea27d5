import { type Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { type Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { getErrorCode } from '@strata/sdk';
import { TransportError } from './errors';

export interface Bounds {
  /** Milliseconds without a byte, after which an answer is given up. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** One request of HTTP. */
export interface WinrmRequest {
  readonly url: string;
  readonly agent: HttpAgent | HttpsAgent;
  /** What proves who asks; undefined over a connection where that is known. */
  readonly authorization?: string | undefined;
  readonly message: Buffer;
}

/** Milliseconds. A machine that is just starting drops what it is sent; asking anew is quicker than waiting on. */
const LONGEST_CONNECT = 15_000;

/** @throws TransportError, StaleConnection, or the signal's reason */
export function sendRequest(
  { url, agent, authorization, message }: WinrmRequest,
  { limit, signal }: Bounds,
): Promise<IncomingMessage> {
  const isSecure = url.startsWith('https:');
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = (isSecure ? requestHttps : requestHttp)(url, {
      ...{ method: 'POST', agent, signal },
      headers: {
        'Content-Type': 'application/soap+xml;charset=UTF-8',
        'Content-Length': message.length,
        'User-Agent': 'Strata',
        ...(authorization !== undefined && { Authorization: authorization }),
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
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
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
}

/** Ours, for an answer that does not come. */
export const SILENT = 'ESILENT';

function getSilence(): Error {
  return Object.assign(new Error('it does not answer in time'), { code: SILENT });
}

/** The server hung up on an idle connection just when it was used again: most likely it read nothing. */
export class StaleConnection extends Error {
  readonly code = 'ECONNRESET';
}

export function toTransportError(error: unknown, sent: boolean): TransportError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TransportError(reason, { code: getErrorCode(error), sent, cause: error });
}
