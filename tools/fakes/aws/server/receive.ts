import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Received } from '../wire/protocol';

/** Reads a request to its end. */
export async function receive(request: IncomingMessage): Promise<Received> {
  const { method = '', url = '/', headers } = request;
  const [path = '/', query = ''] = url.split('?', 2);
  return { method, path, query: new URLSearchParams(query), headers, body: await buffer(request) };
}
