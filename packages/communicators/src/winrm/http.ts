import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type Clock, getErrorCode, reveal, type Traffic } from '@strata/sdk';
import { TransportError } from './errors';
import { createLanes } from './lanes';
import { type Answer, type Ask, createAsk } from './log-in';
import { type Bounds, StaleConnection, toTransportError } from './send-request';
import type { WinrmSettings } from './settings';

export interface HttpReply {
  readonly status: number;
  /** Ways to log in that the server names. */
  readonly offers: readonly string[];
  readonly server: string | undefined;
  readonly body: string;
}

export interface PostOptions extends Bounds {
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
  send(message: string, options: PostOptions): Promise<HttpReply>;
  /** Bytes of messages, without what HTTP and TLS put around them. */
  traffic(): Traffic;
  close(): void;
}

/** Milliseconds after which we let go of an idle connection: before Windows does, which takes two minutes. */
const IDLE = 30_000;

export function createPost(settings: WinrmSettings, clock: Pick<Clock, 'now'>): Post {
  const { secure, insecure, host, port } = settings;
  const lanes = createLanes(() => {
    const common = { keepAlive: true, maxSockets: 1, noDelay: true, timeout: IDLE };
    return secure ? new HttpsAgent({ ...common, rejectUnauthorized: !insecure }) : new HttpAgent(common);
  });
  const url = `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/wsman`;
  const ask = createAsk({ ...settings, password: reveal(settings.password) }, { url, clock });
  let [sent, received] = [0, 0];
  return {
    url,
    async send(text, options) {
      const message = Buffer.from(text);
      sent += message.length;
      try {
        const answer = await lanes.use(options, (lane) => askTwice(ask, { lane, message, bounds: options }));
        received += answer.body.length;
        return toReply(answer);
      } catch (error) {
        options.signal.throwIfAborted();
        if (error instanceof TransportError || getErrorCode(error) === undefined) throw error;
        throw toTransportError(error, true);
      }
    },
    traffic: () => ({ sent, received }),
    close: lanes.close,
  };
}

async function askTwice(ask: Ask, question: Parameters<Ask>[0]): Promise<Answer> {
  try {
    return await ask(question);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return ask(question);
  }
}

function toReply({ response, body }: Answer): HttpReply {
  const { statusCode = 0, headers } = response;
  const offers = headers['www-authenticate']?.split(',').map((offer) => offer.trim().split(' ')[0] ?? '');
  return { status: statusCode, offers: offers ?? [], server: readServer(headers), body: body.toString() };
}

function readServer({ server }: Answer['response']['headers']): string | undefined {
  return Array.isArray(server) ? server.join() : server;
}
