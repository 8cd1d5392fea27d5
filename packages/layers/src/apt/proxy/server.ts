import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IndexContext } from '../index/fetch-index';
import { createHandOut, type HandOut } from '../repack/hand-out';
import { openRepacked } from '../repack/repacked';
import { createLearnedIndexes } from './learned';
import { type Reply, sendContent, sendFailure, sendText, sendThrough } from './reply';
import { getRoute, type Route } from './route';
import type { AptProxy, Session } from './session';

/**
 * Starts a caching proxy for apt. It listens on loopback only and answers only requests that carry the word of an open
 * session, so no other user of this machine can reach out through it. `CONNECT` is refused: what is encrypted cannot be
 * kept, and apt goes to such archives directly.
 */
export async function startAptProxy(context: IndexContext): Promise<AptProxy> {
  const sessions = new Map<string, Session>();
  const ending = new AbortController();
  // Every request that is passed on listens; Node takes more than ten for a leak.
  setMaxListeners(0, ending.signal);
  const server = createServer((request, response) => {
    const session = sessions.get(getWord(request));
    const url = URL.canParse(request.url ?? '') ? new URL(request.url as string) : undefined;
    if (!session) refuse(response, 407, 'Not a session of this build');
    else if (url?.protocol !== 'http:') refuse(response, 400, 'Not a request to a proxy');
    else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, 405, 'Only for reading');
    else void serve({ request, response, url, session, downloads: context.downloads, signal: ending.signal });
  });
  server.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 405 Not for encrypted connections\r\n\r\n'),
  );
  // apt keeps its connection while a package is configured, which may well take minutes.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A forgotten proxy must not keep a finished build alive.
  server.unref();
  const { port } = server.address() as AddressInfo;

  const repacked = openRepacked(context);

  return {
    repacked,
    open(session) {
      const word = randomBytes(12).toString('hex');
      const closing = new AbortController();
      const { quickPackages } = session;
      const handOut = quickPackages ? createHandOut(repacked, quickPackages, closing.signal) : handOutNothing;
      sessions.set(word, { ...session, learned: createLearnedIndexes(context), handOut });
      const close = () => {
        sessions.delete(word);
        closing.abort();
      };
      return { url: `http://${word}@127.0.0.1:${port}/`, close };
    },
    async close() {
      ending.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const handOutNothing: HandOut = async () => undefined;

async function serve(reply: Reply): Promise<void> {
  try {
    const route = await findRoute(reply);
    if (route.kind === 'text') sendText(reply, route.text);
    else if (route.kind === 'content') await sendContent(reply, route);
    else if (route.kind === 'through') await sendThrough(reply);
    else refuse(reply.response, 404, 'Not in the locked index');
  } catch (error) {
    sendFailure(reply, error);
  }
}

/** Packages of archives that are not locked are known once apt has fetched the index through this session. */
async function findRoute({ url, session }: Reply): Promise<Route> {
  const route = getRoute(url, session.archives);
  if (route.kind === 'content') session.learned.note(url);
  if (route.kind !== 'through') return route;
  const file = await session.learned.find(url);
  return file ? { kind: 'content', sha256: file.sha256, size: file.size, label: file.path } : route;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, reason, { 'content-length': 0 }).end();
}

/** The name in `Proxy-Authorization: Basic …`. */
function getWord(request: IncomingMessage): string {
  const [, encoded = ''] = /^Basic (.+)$/.exec(request.headers['proxy-authorization'] ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString().split(':')[0] ?? '';
}
