import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { reveal, type Text } from '@strata/sdk';
import type { Answer, Transport, TransportRequest } from '../downloads/transport';
import { isLoopback } from './reference';

/** Who to be at a registry. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: Text;
  /** Stands for name and password at servers that give tokens, as some registries hand it out. */
  readonly identityToken?: Text;
  /** Where this was found, for people: a file, a program. */
  readonly source?: string;
}

export interface LoginRequest {
  /** Host of the registry's API, with a port where there is one. Nobody else gets the token. */
  readonly host: string;
  /** @default nobody */
  readonly login?: RegistryLogin | undefined;
  /** What will be done, in the words of tokens (`repository:team/app:pull,push`), so that one token does for all of it. */
  readonly scopes?: readonly string[];
}

/**
 * A transport that answers a registry's demand for a login, as the token specification of the distribution project
 * describes it: the 401 names a server that gives a token for what was asked, to anybody or to who logs in there.
 */
export function withLogin(transport: Transport, { host, login, scopes = [] }: LoginRequest): Transport {
  let authorization: string | undefined;
  let renewal: Promise<string | undefined> | undefined;
  /** Requests that are refused at the same time share a token. */
  const renew = (used: string | undefined, demand: Demand): Promise<string | undefined> => {
    if (authorization !== used) return Promise.resolve(authorization);
    renewal ??= answerDemand(transport, demand).finally(() => (renewal = undefined));
    return renewal;
  };
  return async (url, request = {}) => {
    // Tokens are for the registry alone.
    if (url.host !== host) return transport(url, request);
    const used = authorization;
    const answer = await transport(url, authorize(request, used));
    const text = answer.headers['www-authenticate'];
    if (answer.status !== 401 || text === undefined) return answer;
    const given = await renew(used, { text, login, scopes, signal: request.signal });
    if (given === undefined) return answer;
    authorization = given;
    answer.body.resume();
    return transport(url, authorize(request, given));
  };
}

function authorize(request: TransportRequest, authorization: string | undefined): TransportRequest {
  if (authorization === undefined) return request;
  return { ...request, headers: { ...request.headers, authorization } };
}

interface Demand {
  /** The registry's own words. */
  readonly text: string;
  readonly login: RegistryLogin | undefined;
  readonly scopes: readonly string[];
  readonly signal: AbortSignal | undefined;
}

async function answerDemand(transport: Transport, demand: Demand): Promise<string | undefined> {
  const [, scheme = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(demand.text) ?? [];
  if (scheme.toLowerCase() === 'basic') return demand.login && getBasic(demand.login);
  const { realm, service, scope = '' } = parseParameters(rest);
  if (scheme.toLowerCase() !== 'bearer' || realm === undefined || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  // A password crosses no network in the clear, whatever a registry asks for.
  if (demand.login && url.protocol !== 'https:' && !isLoopback(url.host)) return undefined;
  const scopes = [...new Set([...demand.scopes, ...scope.split(' ').filter(Boolean)])];
  const token = await readToken(await askForToken(transport, url, { ...demand, service, scopes }));
  return token === undefined ? undefined : `Bearer ${token}`;
}

interface TokenRequest extends Demand {
  readonly service: string | undefined;
}

function askForToken(transport: Transport, realm: URL, request: TokenRequest): Promise<Answer> {
  const { login, scopes, service, signal } = request;
  const common = signal ? { signal } : {};
  if (login?.identityToken !== undefined) {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'strata' });
    if (service !== undefined) form.set('service', service);
    if (scopes.length > 0) form.set('scope', scopes.join(' '));
    form.set('refresh_token', reveal(login.identityToken));
    const bytes = Buffer.from(form.toString());
    const body = { size: bytes.length, read: () => Readable.from([bytes]) };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return transport(realm, { ...common, method: 'POST', headers, body });
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  return transport(url, { ...common, ...(login && { headers: { authorization: getBasic(login) } }) });
}

async function readToken(answer: Answer): Promise<string | undefined> {
  if (answer.status !== 200) {
    answer.body.resume();
    return undefined;
  }
  const { token, access_token } = Object(await json(answer.body).catch(() => undefined));
  return [token, access_token].find((text) => typeof text === 'string');
}

function getBasic({ username, password }: RegistryLogin): string {
  return `Basic ${Buffer.from(`${username}:${reveal(password)}`).toString('base64')}`;
}

/** `realm="…",service="…"`, values quoted or bare. */
function parseParameters(text: string): Readonly<Record<string, string | undefined>> {
  const found = text.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]*))/g);
  return Object.fromEntries([...found].map(([, key, quoted, bare]) => [key, quoted ?? bare]));
}
