import type { Router } from 'express';
import { sign } from 'jsonwebtoken';
import { AUDIENCE } from '../caller';
import type { FileStore } from '../file-store';
import { listen } from '../listen';
import { createLog } from '../log';
import { createService } from '../service';

const SECRET = Buffer.alloc(32, 'test');

/** A valid token for a minute. */
export function makeToken(subject: string, scope = ''): string {
  return sign({ scope }, SECRET, { subject, audience: AUDIENCE, expiresIn: 60 });
}

/** A store in memory. */
export function createMemoryStore<T>(): FileStore<T> {
  const records = new Map<string, T>();
  return {
    get: (id) => records.get(id),
    list: () => [...records.values()],
    put: async (id, record) => void records.set(id, record),
  };
}

/** A real server on loopback that accepts the tokens of `makeToken`. */
export async function startService(routes: Router) {
  const log = createLog(
    'test',
    () => undefined,
    () => 0,
  );
  const app = createService({ key: { algorithm: 'HS256', key: SECRET }, log, routes });
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    stop: () => server.stop(0),
    async call(token: string, method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}
