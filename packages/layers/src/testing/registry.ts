import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A registry on loopback, as strict as the distribution specification: a token for everything, manifests only in an
 * accepted type, layers only by digest, ranges answered as 206.
 */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** `<method> <path> <status>` of every answer. */
  readonly log: readonly string[];
  addBlob(bytes: Buffer): string;
  addManifest(
    tag: string,
    mediaType: string,
    value: unknown,
  ): { readonly digest: string; readonly size: number };
  /** Breaks the connection once after so many bytes of a blob. */
  breakAfter(digest: string, bytes: number): void;
  /** Gives other bytes than those of the digest. */
  replace(digest: string, bytes: Buffer): void;
}

const repository = 'team/demo';
const login = `Basic ${Buffer.from('me:secret').toString('base64')}`;

export async function startRegistry(): Promise<TestRegistry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, { readonly mediaType: string; readonly bytes: Buffer }>();
  const breaks = new Map<string, number>();
  const log: string[] = [];
  let host = '';

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('close', () => log.push(`${request.method} ${request.url} ${response.statusCode}`));
    const { pathname } = new URL(request.url ?? '', `http://${host}`);
    if (pathname === '/token') giveToken(request, response);
    else if (request.headers.authorization !== 'Bearer t0ken') demandToken(response);
    else if (pathname.startsWith(`/v2/${repository}/manifests/`)) giveManifest(request, response, pathname);
    else if (pathname.startsWith(`/v2/${repository}/blobs/`)) giveBlob(request, response, pathname);
    else response.writeHead(404).end();
  };

  const giveToken = (request: IncomingMessage, response: ServerResponse): void => {
    const { searchParams } = new URL(request.url ?? '', `http://${host}`);
    const right =
      searchParams.get('service') === 'test' && searchParams.get('scope') === `repository:${repository}:pull`;
    if (!right || request.headers.authorization !== login) response.writeHead(401).end();
    else response.writeHead(200).end(JSON.stringify({ token: 't0ken' }));
  };

  const demandToken = (response: ServerResponse): void => {
    const scope = `repository:${repository}:pull`;
    const header = `Bearer realm="http://${host}/token",service="test",scope="${scope}"`;
    response.writeHead(401, { 'www-authenticate': header }).end('{}');
  };

  const giveManifest = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const found = manifests.get(path.slice(path.lastIndexOf('/') + 1));
    const accepted = request.headers.accept?.includes(found?.mediaType ?? '') === true;
    if (found === undefined || !accepted) response.writeHead(404).end();
    else {
      const digest = getDigest(found.bytes);
      response
        .writeHead(200, { 'content-type': found.mediaType, 'docker-content-digest': digest })
        .end(found.bytes);
    }
  };

  const giveBlob = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const digest = path.slice(path.lastIndexOf('/') + 1);
    const bytes = blobs.get(digest);
    if (bytes === undefined) return void response.writeHead(404).end();
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(from > 0 && { 'content-range': range }),
    });
    const limit = breaks.get(digest);
    breaks.delete(digest);
    if (limit === undefined) response.end(bytes.subarray(from));
    else response.write(bytes.subarray(from, limit), () => setTimeout(() => response.destroy(), 50));
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    log,
    addBlob: (bytes) => {
      blobs.set(getDigest(bytes), bytes);
      return getDigest(bytes);
    },
    addManifest: (tag, mediaType, value) => {
      const bytes = Buffer.from(JSON.stringify(value));
      for (const name of [tag, getDigest(bytes)]) manifests.set(name, { mediaType, bytes });
      return { digest: getDigest(bytes), size: bytes.length };
    },
    breakAfter: (digest, bytes) => void breaks.set(digest, bytes),
    replace: (digest, bytes) => void blobs.set(digest, bytes),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function getDigest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
