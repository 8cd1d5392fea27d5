import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Demand, giveToken, isLetIn } from './push-registry/doors';
import { answerManifest } from './push-registry/manifests';
import { type Asked, type Repositories, refuse } from './push-registry/model';
import { answerUpload, type Uploads } from './push-registry/uploads';

/** What goes wrong with the next request that fits. */
export interface Fault {
  /** Fits `<method> <path>`. */
  readonly on: RegExp;
  /** Answers this instead of doing anything. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes so many bytes of the body, keeps them where an upload keeps bytes, and cuts the connection. */
  readonly cutAfter?: number;
  /** Does what was asked, and cuts the connection in place of an answer. */
  readonly loseAnswer?: boolean;
  /** Never answers, and tells that it was asked. */
  readonly hold?: () => void;
}

/** A registry on loopback that takes images, as strict as the distribution specification, with faults on demand. */
export interface PushRegistry extends AsyncDisposable {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** `<method> <path without query> <status>` of every answer; status 0 where the connection was cut. */
  readonly log: readonly string[];
  /** By name of the repository. */
  readonly repositories: Repositories;
  /** Bytes of all bodies that were taken. */
  readonly received: () => number;
  /** Each is used up by one request. */
  addFault(fault: Fault): void;
  /** Uploads that were begun and not ended. */
  readonly openUploads: () => number;
}

/** Starts one that demands nothing, a name and a password, or a token. */
export async function startPushRegistry(demand: Demand = { kind: 'nothing' }): Promise<PushRegistry> {
  const repositories: Repositories = new Map();
  const uploads: Uploads = new Map();
  const faults: Fault[] = [];
  const log: string[] = [];
  let host = '';
  let received = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', `http://${host}`);
    const line = `${request.method} ${url.pathname}`;
    response.on('close', () => log.push(`${line} ${response.writableFinished ? response.statusCode : 0}`));
    const fault = takeFault(faults, line);
    const { body, isCut } = await readBody(request, fault?.cutAfter);
    received += body.length;
    const asked = { method: request.method ?? '', url, headers: request.headers, body, isCut };
    if (fault?.hold) return fault.hold();
    if (url.pathname === '/token') giveToken(demand, asked, response);
    else if (fault?.status !== undefined) refuse(response, fault.status, 'UNAVAILABLE', fault.headers);
    else if (isLetIn(demand, asked, { response, host })) {
      if (fault?.loseAnswer) response.end = () => response.destroy();
      act(asked, response);
    }
  };

  const act = (asked: Asked, response: ServerResponse): void => {
    if (/\/manifests\/[^/]+$/.test(asked.url.pathname)) answerManifest(repositories, asked, response);
    else answerUpload({ repositories, uploads, host }, asked, response);
    if (asked.isCut) response.destroy();
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    log,
    repositories,
    received: () => received,
    openUploads: () => uploads.size,
    addFault: (fault) => void faults.push(fault),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function takeFault(faults: Fault[], line: string): Fault | undefined {
  const at = faults.findIndex(({ on }) => on.test(line));
  return at < 0 ? undefined : faults.splice(at, 1)[0];
}

async function readBody(
  request: IncomingMessage,
  limit: number | undefined,
): Promise<{ readonly body: Buffer; readonly isCut: boolean }> {
  if (limit === undefined) return { body: await buffer(request), isCut: false };
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= limit) break;
  }
  return { body: Buffer.concat(pieces).subarray(0, limit), isCut: true };
}
