import { json } from 'node:stream/consumers';
import { reveal, type Text } from '@strata/sdk';
import type { Answer, Transport, TransportRequest } from '../downloads/transport';

/** Who to be at a registry. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: Text;
}

/**
 * A transport that answers a registry's demand for a login, as the token specification of the distribution project
 * describes it: the 401 names a server that gives a token for what was asked, to anybody or to who logs in there.
 */
export function withLogin(transport: Transport, registry: string, login?: RegistryLogin): Transport {
  let authorization: string | undefined;
  const ask = (url: URL, request: TransportRequest): Promise<Answer> => {
    // Tokens are for the registry alone.
    if (authorization === undefined || url.host !== registry) return transport(url, request);
    return transport(url, { ...request, headers: { ...request.headers, authorization } });
  };
  return async (url, request = {}) => {
    const answer = await ask(url, request);
    if (answer.status !== 401) return answer;
    const demanded = answer.headers['www-authenticate'];
    authorization = await answerDemand(transport, demanded, { login, signal: request.signal });
    if (authorization === undefined) return answer;
    answer.body.resume();
    return ask(url, request);
  };
}

interface Means {
  readonly login: RegistryLogin | undefined;
  readonly signal: AbortSignal | undefined;
}

async function answerDemand(
  transport: Transport,
  demanded: string | undefined,
  { login, signal }: Means,
): Promise<string | undefined> {
  const [, scheme = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(demanded ?? '') ?? [];
  const basic = login && getBasic(login);
  if (scheme.toLowerCase() === 'basic') return basic;
  const { realm, service, scope } = parseParameters(rest);
  if (scheme.toLowerCase() !== 'bearer' || realm === undefined || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  const answer = await transport(url, {
    ...(basic !== undefined && { headers: { authorization: basic } }),
    ...(signal && { signal }),
  });
  const token = await readToken(answer);
  return token === undefined ? undefined : `Bearer ${token}`;
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
