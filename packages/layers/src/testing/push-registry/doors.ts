import type { ServerResponse } from 'node:http';
import { type Asked, refuse } from './model';

/** Who is let in. */
export type Demand =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** A token, of a server that wants a name and a password, or an identity token. */
  | {
      readonly kind: 'token';
      readonly username: string;
      readonly password: string;
      readonly identityToken?: string;
      /** Requests that one token is good for. @default all */
      readonly uses?: number;
      /** Repositories that the login may not even read. */
      readonly hidden?: readonly string[];
    };

/** What each token is for, and how often it may be used. */
const tokens = new Map<string, { readonly scopes: ReadonlySet<string>; uses: number }>();

/** Answers 401 with what is demanded when a request brings nothing that lets it in. */
export function isLetIn(
  demand: Demand,
  asked: Asked,
  { response, host }: { readonly response: ServerResponse; readonly host: string },
): boolean {
  if (demand.kind === 'nothing') return true;
  if (demand.kind === 'basic') {
    if (asked.headers.authorization === getBasic(demand)) return true;
    refuse(response, 401, 'UNAUTHORIZED', { 'www-authenticate': 'Basic realm="fake"' });
    return false;
  }
  const wanted = getScopes(asked);
  const token = tokens.get(asked.headers.authorization?.replace(/^Bearer /, '') ?? '');
  if (token && token.uses > 0 && wanted.every((scope) => token.scopes.has(scope))) {
    token.uses -= 1;
    return true;
  }
  refuse(response, 401, 'UNAUTHORIZED', {
    'www-authenticate': `Bearer realm="http://${host}/token",service="fake",scope="${toText(wanted)}"`,
  });
  return false;
}

/** `team/app pull`, one by one: what a request needs. */
function getScopes({ method, url }: Asked): readonly string[] {
  const [, name = ''] = /^\/v2\/(.+)\/(?:blobs|manifests)\//.exec(url.pathname) ?? [];
  const from = url.searchParams.get('from');
  const own = method === 'GET' || method === 'HEAD' ? [`${name} pull`] : [`${name} pull`, `${name} push`];
  return from === null ? own : [...own, `${from} pull`];
}

function toText(scopes: readonly string[]): string {
  const names = new Set(scopes.map((scope) => scope.split(' ')[0]));
  const actions = (name: string | undefined) =>
    scopes.filter((scope) => scope.startsWith(`${name} `)).map((scope) => scope.split(' ')[1]);
  return [...names].map((name) => `repository:${name}:${actions(name).join(',')}`).join(' ');
}

/** Gives a token for what the login may do of what was asked. */
export function giveToken(
  demand: Demand,
  { method, url, headers, body }: Asked,
  response: ServerResponse,
): ServerResponse {
  if (demand.kind !== 'token') return refuse(response, 404, 'UNSUPPORTED');
  const form = new URLSearchParams(body.toString());
  const query = method === 'POST' ? form : url.searchParams;
  const isRight =
    method === 'POST'
      ? demand.identityToken !== undefined && form.get('refresh_token') === demand.identityToken
      : headers.authorization === getBasic(demand);
  if (!isRight || query.get('service') !== 'fake') return refuse(response, 401, 'UNAUTHORIZED');
  const scopes = query
    .getAll('scope')
    .flatMap((scope) => scope.split(' '))
    .flatMap((scope) => {
      const [, name = '', actions = ''] = scope.split(':');
      return actions.split(',').map((action) => `${name} ${action}`);
    })
    .filter((scope) => !demand.hidden?.includes(scope.split(' ')[0] as string));
  const token = `token-${tokens.size + 1}`;
  tokens.set(token, { scopes: new Set(scopes), uses: demand.uses ?? Number.POSITIVE_INFINITY });
  return response
    .writeHead(200)
    .end(JSON.stringify({ [method === 'POST' ? 'access_token' : 'token']: token }));
}

function getBasic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
