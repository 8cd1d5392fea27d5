import { Secret } from '@strata/sdk';
import type { RegistryLogin } from '../registry-login';

/** What a configuration of docker or podman says of logins. */
export interface LoginConfig {
  /** By what the file calls a registry. */
  readonly logins: ReadonlyMap<string, RegistryLogin>;
  /** Names of helper programs, by registry. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The helper for all other registries. */
  readonly store: string | undefined;
}

/**
 * Reads docker's `config.json`, whose form podman's `auth.json` has too.
 *
 * @param source what people know the file by
 * @returns undefined when it is no JSON object
 */
export function parseLoginConfig(text: string, source: string): LoginConfig | undefined {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { auths, credHelpers, credsStore } = Object(value);
  const logins = Object.entries(Object(auths)).flatMap(([name, entry]) => {
    const login = parseEntry(Object(entry));
    return login ? [[name, { ...login, source }] as const] : [];
  });
  const helpers = Object.entries(Object(credHelpers)).filter((entry): entry is [string, string] =>
    isFilled(entry[1]),
  );
  return {
    logins: new Map(logins),
    helpers: new Map(helpers),
    store: isFilled(credsStore) ? credsStore : undefined,
  };
}

/** An entry without anything tells that a helper has it. */
function parseEntry(entry: Readonly<Record<string, unknown>>): RegistryLogin | undefined {
  const { auth, username, password, identitytoken } = entry;
  const [, name = '', secret = ''] = isFilled(auth)
    ? (/^([^:]*):([\s\S]*)$/.exec(Buffer.from(auth, 'base64').toString().replace(/\0+$/, '')) ?? [])
    : ['', isFilled(username) ? username : '', isFilled(password) ? password : ''];
  const login = { username: name, password: new Secret(secret) };
  if (isFilled(identitytoken)) return { ...login, identityToken: new Secret(identitytoken) };
  return name === '' ? undefined : login;
}

/** Names that a configuration may have a registry under, best first: podman writes logins of parts of a registry. */
export function getNames(registry: string, repository: string): readonly string[] {
  const words = repository.split('/');
  const parts = words.map((_, at) => [registry, ...words.slice(0, words.length - at)].join('/'));
  return [...parts, registry, ...(isDockerHub(registry) ? dockerHubNames : [])];
}

const dockerHubNames = ['docker.io', 'index.docker.io', 'index.docker.io/v1'];

function isDockerHub(registry: string): boolean {
  return dockerHubNames.includes(registry);
}

/** What a helper knows a registry by. */
export function getServer(registry: string): string {
  return isDockerHub(registry) ? 'https://index.docker.io/v1/' : registry;
}

/** The entry for the first of some names, however the file writes it: with a scheme, or the path of an old API. */
export function findByName<T>(entries: ReadonlyMap<string, T>, names: readonly string[]): T | undefined {
  const plain = new Map([...entries].map(([name, value]) => [getPlainName(name), value]));
  const found = names.find((name) => plain.has(name));
  return found === undefined ? undefined : plain.get(found);
}

function getPlainName(name: string): string {
  return name.replace(/^https?:\/\//, '').replace(/(?:\/v[12])?\/*$/, '');
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
