import { randomUUID } from 'node:crypto';
import type { Received, Reply } from '../server/exchange';
import type { Tokens } from './tokens';

/** Where a program finds out who it is, as in Azure's own app services: all of its SDKs look there by themselves. */
export interface IdentityEndpoint {
  readonly path: string;
  /** What proves that the asking program is the one that was told of it. */
  readonly header: string;
  /** @returns nothing for another path */
  answer(received: Received): Reply | undefined;
}

/** Gives tokens to programs that run beside the fake. */
export function createIdentityEndpoint(tokens: Tokens): IdentityEndpoint {
  const path = '/identity/token';
  const header = randomUUID();
  return {
    path,
    header,
    answer(received) {
      if (received.path !== path) return undefined;
      if (received.headers['x-identity-header'] !== header)
        return {
          status: 401,
          body: { error: { code: 'unauthorized', message: 'The identity header is wrong.' } },
        };
      const resource = (received.query.get('resource') ?? '').replace(/\/+$/, '');
      const ends = Math.floor(Date.now() / 1000) + lifetimeSeconds;
      const token = tokens.issue({ audience: resource, lifetime: lifetimeSeconds * 1000 });
      return {
        status: 200,
        body: { access_token: token, expires_on: String(ends), resource, token_type: 'Bearer' },
      };
    },
  };
}

const lifetimeSeconds = 24 * 60 * 60;
