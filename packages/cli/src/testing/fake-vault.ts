import { type Asked, type Loopback, listen, sendJson } from '@strata/sdk/testing';

export const VAULT_TOKEN = 'hvs.test-token';
export const VAULT_NAMESPACE = 'team/';

type Secret = Readonly<Record<string, unknown>>;

/** What the two stores hold; `undefined` is a version that was deleted. */
const second: Readonly<Record<string, Secret | undefined>> = {
  hello: { foo: 'world', port: 5432 },
  login: { password: 'correct-horse-7' },
  gone: undefined,
  'with space': { foo: 'blank' },
};
const first: Readonly<Record<string, Secret>> = {
  hello: { foo: 'first' },
  // A key named like what version 2 wraps its keys in.
  data: { data: 'plain' },
};

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** The part of Vault's HTTP API that reads a KV store: `secret/` of version 2, `kv/` of version 1. As strict as Vault. */
function getReply({ url, method, headers }: Asked): Reply {
  const path = decodeURIComponent(url);
  if (!path.startsWith('/v1/') || path.includes('//')) return refused(404);
  if (headers['x-vault-token'] !== VAULT_TOKEN) return refused(403, 'permission denied');
  if (method !== 'GET') return refused(405, 'unsupported operation');
  const { 'x-vault-namespace': namespace } = headers;
  if (namespace !== undefined && namespace !== VAULT_NAMESPACE) return refused(404);
  if (path === '/v1/sys/sealed') return refused(503, 'Vault is sealed');
  if (path.startsWith('/v1/kv/')) return getFirst(path.slice('/v1/kv/'.length));
  if (path.startsWith('/v1/secret/')) return getSecond(path.slice('/v1/secret/'.length));
  return refused(403, 'permission denied');
}

function refused(status: number, ...errors: readonly string[]): Reply {
  return { status, body: { errors } };
}

function envelope(data: unknown): Secret {
  return { request_id: 'f00d', lease_id: '', renewable: false, lease_duration: 0, data, warnings: null };
}

function getFirst(path: string): Reply {
  return Object.hasOwn(first, path) ? { status: 200, body: envelope(first[path]) } : refused(404);
}

function getSecond(path: string): Reply {
  if (!path.startsWith('data/')) {
    const warnings = ['Invalid path for a versioned K/V secrets engine.'];
    return { status: 404, body: { ...envelope(null), warnings } };
  }
  const name = path.slice('data/'.length);
  if (!Object.hasOwn(second, name)) return refused(404);
  const data = second[name];
  const metadata = { version: 1, deletion_time: data ? '' : '2024-01-02T03:04:05Z', destroyed: false };
  return { status: data ? 200 : 404, body: envelope({ data: data ?? null, metadata }) };
}

export const startVault = (): Promise<Loopback> =>
  listen((request, response) => {
    const { status, body } = getReply(request);
    sendJson(response, status, body);
  });
