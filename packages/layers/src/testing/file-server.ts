import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback that has exactly the files it was given, and remembers what it was asked. */
export interface FileServer {
  readonly url: string;
  /** `GET /path` and `GET /path bytes=…`, in order. */
  readonly requests: string[];
  readonly files: Map<string, Buffer>;
  /** Answers of another kind, by path; each is used up by one request. */
  readonly oddities: Map<string, ((response: ServerResponse, body: Buffer) => void)[]>;
  close(): Promise<void>;
}

/** Starts it. Paths without a file are 404. */
export async function startFileServer(
  files: Readonly<Record<string, string | Buffer>> = {},
): Promise<FileServer> {
  const known = new Map(Object.entries(files).map(([path, body]) => [path, Buffer.from(body)]));
  const requests: string[] = [];
  const oddities: FileServer['oddities'] = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    requests.push([request.method, path, request.headers.range].filter(Boolean).join(' '));
    const body = known.get(path);
    const odd = oddities.get(path)?.shift();
    if (odd) odd(response, body ?? Buffer.alloc(0));
    else if (body) send(request, response, body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    files: known,
    oddities,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = { 'content-length': body.length - from };
  if (from > 0)
    response.writeHead(206, {
      ...headers,
      'content-range': `bytes ${from}-${body.length - 1}/${body.length}`,
    });
  else response.writeHead(200, headers);
  response.end(request.method === 'HEAD' ? undefined : body.subarray(from));
}

/** Sends so many bytes, then breaks the connection. */
export function breakAfter(bytes: number): (response: ServerResponse, body: Buffer) => void {
  return (response, body) => {
    response.writeHead(200, { 'content-length': body.length });
    response.write(body.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };
}
