import type { IncomingMessage } from 'node:http';
import type { Received } from '../wire/protocol';

/** Reads a request to its end. */
export async function receive(request: IncomingMessage): Promise<Received> {
  const { method = '', url = '/', headers } = request;
  const [path = '/', query = ''] = url.split('?', 2);
  return { method, path, query: new URLSearchParams(query), headers, body: await readBody(request) };
}

/** Faster than `node:stream/consumers`, which makes a Blob on the way: most of what comes here are blocks. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
