import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { type Azurite, startAzurite } from './start';

/** One request that came for a blob. */
export interface LoggedRequest {
  readonly method: string;
  /** From the account on, without the query. */
  readonly path: string;
  /** Part of the blob that it is for: `page`, `metadata`; undefined for the blob itself. */
  readonly part: string | undefined;
  /** Bytes of its body. */
  readonly bytes: number;
}

/** Azurite, and what it was asked for. */
export interface LoggedAzurite extends Azurite {
  readonly requests: readonly LoggedRequest[];
  /** Forgets what it was asked for until now. */
  forget(): void;
}

/** Starts Azurite behind a door that takes down each request, as Azurite itself tells no sizes. */
export async function startLoggedAzurite(): Promise<LoggedAzurite> {
  const azurite = await startAzurite();
  return openDoor(azurite, { end: () => azurite.close() });
}

/** When nobody answers a request: before it is done, or when it is done. */
export type Hanging = 'before' | 'after' | undefined;

export interface DoorOptions {
  /** Tells of each request whether it is answered. @default all are */
  readonly judge?: (request: LoggedRequest) => Hanging;
  /** Done when the door is closed. @default nothing: Azurite may have other doors */
  readonly end?: () => Promise<void>;
}

/** Opens a door to Azurite that takes down each request. */
export async function openDoor(
  azurite: Azurite,
  { judge = () => undefined, end = async () => undefined }: DoorOptions = {},
): Promise<LoggedAzurite> {
  const { origin, pathname } = new URL(azurite.accountUrl);
  let requests: LoggedRequest[] = [];
  const server = createServer((asked, answer) => {
    const described = describe(asked);
    requests.push(described);
    const hanging = judge(described);
    if (hanging !== 'before') passOn(origin, asked, { answer, isAnswered: hanging === undefined });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await end();
  };
  return {
    ...azurite,
    accountUrl: `http://127.0.0.1:${port}${pathname}`,
    get requests() {
      return requests;
    },
    forget() {
      requests = [];
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function describe({ method = 'GET', url = '/', headers }: IncomingMessage): LoggedRequest {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const part = searchParams.get('comp') ?? undefined;
  return { method, path: pathname, part, bytes: Number(headers['content-length'] ?? 0) };
}

function passOn(
  origin: string,
  asked: IncomingMessage,
  { answer, isAnswered }: { readonly answer: ServerResponse; readonly isAnswered: boolean },
): void {
  const { method, url = '/', headers } = asked;
  const onward = request(`${origin}${url}`, { method, headers }, (came) => {
    if (!isAnswered) {
      came.resume();
      return;
    }
    answer.writeHead(came.statusCode ?? 502, came.headers);
    // Whoever asked is told of a lost answer by the lost line.
    pipeline(came, answer, () => {});
  });
  pipeline(asked, onward, (error) => {
    if (error) answer.destroy();
  });
}
