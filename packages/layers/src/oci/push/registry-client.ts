import type { Clock } from '@strata/sdk';
import type { Answer, Transport, TransportRequest } from '../../downloads/transport';
import { mediaTypes } from '../json';
import { getRegistryUrl, isLoopback } from '../reference';
import { type RegistryLogin, withLogin } from '../registry-login';
import { createPatience, type Try, tryOnce } from './patience';
import { type Asked, gaveUp, refused, strange } from './problems';

/** What talking to a registry uses. */
export interface PushContext {
  readonly transport: Transport;
  /** @default nobody */
  readonly login?: RegistryLogin | undefined;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  /**
   * Bytes of one request at most. Larger parts go in several, so that a connection that breaks costs no more than this.
   *
   * @default 64 MiB: proxies before registries take 100 MB at most
   */
  readonly chunkSize?: number;
}

/** A repository that is written to. */
export interface Place {
  /** Host, with a port where there is one. */
  readonly registry: string;
  readonly repository: string;
}

/** Asks one registry for things of one repository, patiently, in the name of one login. */
export interface RegistryClient extends Place {
  readonly context: PushContext;
  /** Where a name below a repository's API leads: `blobs/sha256:…`. @default the client's own repository */
  locate(name: string, repository?: string): URL;
  /** An answer of one of the wanted statuses, however many tries that takes. */
  ask(request: Wanted): Promise<Answer>;
  /** One try. */
  tryOnce(url: URL, request: TransportRequest): Promise<Try>;
  /** What a problem says of us. */
  describe(what: string): Asked;
  /** Where an answer says that it goes on. Never to where others could listen. */
  follow(from: URL, location: string | undefined): URL;
}

export interface Wanted extends TransportRequest {
  readonly url: URL;
  /** Statuses that answer the question. */
  readonly statuses: readonly number[];
  /** For problems, after "refused to": `say whether it has …`. */
  readonly what: string;
}

/** What of a registry is asked for in the name of a login. */
export interface Rights {
  /** Other repositories of the registry from which layers may be taken over. @default none */
  readonly readFrom?: readonly string[];
  /** Who only looks may have a login that may not write. @default true */
  readonly mayWrite?: boolean;
}

export function createRegistryClient(
  place: Place,
  context: PushContext,
  { readFrom = [], mayWrite = true }: Rights = {},
): RegistryClient {
  const { registry, repository } = place;
  const { login, clock, signal } = context;
  const { host } = getRegistryUrl(place);
  const scopes = [
    `repository:${getPath(place)}:${mayWrite ? 'pull,push' : 'pull'}`,
    ...readFrom.map((other) => `repository:${getPath({ registry, repository: other })}:pull`),
  ];
  const transport = withLogin(context.transport, { host, login, scopes });
  const describe = (what: string): Asked => ({ registry, repository, login, mayWrite, what });
  /** Until it has answered once, a registry that cannot be reached is more likely a wrong name than a bad moment. */
  let isReached = false;
  const askOnce: RegistryClient['tryOnce'] = async (url, request) => {
    const result = await tryOnce(transport, url, { ...request, signal });
    isReached ||= result.kind !== 'broken';
    return result;
  };
  const ask: RegistryClient['ask'] = async ({ url, statuses, what, ...request }) => {
    const patience = createPatience({ clock, signal });
    for (;;) {
      const result = await askOnce(url, request);
      if (result.kind === 'answered') {
        if (statuses.includes(result.answer.status)) return result.answer;
        throw await refused(describe(what), result.answer);
      }
      if (!isReached || !(await patience.wait(result))) throw await gaveUp(describe(what), result);
    }
  };
  return {
    registry,
    repository,
    context,
    locate: (name, other = repository) => new URL(name, getRegistryUrl({ registry, repository: other })),
    ask,
    tryOnce: askOnce,
    describe,
    follow: (from, location) => {
      if (location === undefined || !URL.canParse(location, from.href))
        throw strange(registry, 'began an upload without saying where it goes on');
      const url = new URL(location, from);
      // A registry behind a proxy that speaks TLS for it may not know that it does.
      if (url.host === from.host) url.protocol = from.protocol;
      if (url.protocol === 'https:' || isLoopback(url.host)) return url;
      throw strange(registry, `wants parts of the image at ${url.origin}, without encryption`);
    },
  };
}

/** The name of a repository as the registry has it. */
function getPath(place: Place): string {
  return getRegistryUrl(place).pathname.replace(/^\/v2\/|\/$/g, '');
}

/** Media types of manifests that are asked for. */
export const accepted = [
  mediaTypes.manifest,
  mediaTypes.index,
  mediaTypes.dockerManifest,
  mediaTypes.dockerIndex,
].join(', ');
