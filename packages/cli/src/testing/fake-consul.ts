import type { ServerResponse } from 'node:http';
import { type Asked, type Loopback, listen, sendJson } from '@strata/sdk/testing';

export const CONSUL_TOKEN = 'b1gs33cr3t';

const kept: Readonly<Record<string, Buffer | null>> = {
  'app/version': Buffer.from('1.2.3'),
  'app/a b': Buffer.from('blank'),
  'app/empty': null,
  'app/bytes': Buffer.from([0xff, 0xfe]),
};

/** The part of Consul's HTTP API that reads a key, with access control that denies by default. */
function answer(request: Asked, response: ServerResponse): void {
  const url = new URL(request.url, 'http://consul');
  if (!url.pathname.startsWith('/v1/kv/')) {
    response.writeHead(404).end('Invalid URL path');
    return;
  }
  const { 'x-consul-token': token } = request.headers;
  if (token === undefined) {
    response.writeHead(403).end("Permission denied: anonymous token lacks permission 'key:read'");
    return;
  }
  if (token !== CONSUL_TOKEN) {
    response.writeHead(403).end('ACL not found');
    return;
  }
  const key = decodeURIComponent(url.pathname.slice('/v1/kv/'.length));
  if (!Object.hasOwn(kept, key)) {
    response.writeHead(404).end();
    return;
  }
  sendJson(response, 200, [
    { LockIndex: 0, Key: key, Flags: 0, Value: kept[key]?.toString('base64') ?? null },
  ]);
}

export const startConsul = (): Promise<Loopback> => listen(answer);
