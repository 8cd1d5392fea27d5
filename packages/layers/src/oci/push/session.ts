import type { Answer } from '../../downloads/transport';
import type { Part } from './image-parts';
import type { RegistryClient } from './registry-client';

/** An upload that a registry has begun. One that nobody ends is forgotten by the registry after a while. */
export interface Session {
  /** Where the next bytes go. */
  readonly url: URL;
  /** Bytes that the registry has. */
  readonly offset: number;
  /** Bytes that each request but the last has to bring. */
  readonly smallestChunk: number;
}

/** Begins to send a part. */
export async function beginUpload(client: RegistryClient, part: Part): Promise<Session> {
  const url = client.locate('blobs/uploads/');
  const answer = await client.ask({
    method: 'POST',
    url,
    statuses: [202],
    what: `begin to take the ${part.label}, ${part.digest}`,
  });
  answer.body.resume();
  return startSession(client, url, answer);
}

/**
 * Asks a registry to take a part over from another repository of its own.
 *
 * @returns undefined when it did, else the upload that it began in place of that
 */
export async function mountPart(
  client: RegistryClient,
  part: Part,
  from: string,
): Promise<Session | undefined> {
  const url = client.locate('blobs/uploads/');
  url.searchParams.set('mount', part.digest);
  url.searchParams.set('from', from);
  const answer = await client.ask({
    method: 'POST',
    url,
    statuses: [201, 202, 401, 403, 404],
    what: `take the ${part.label}, ${part.digest}, from ${from}`,
  });
  answer.body.resume();
  if (answer.status === 201) return undefined;
  // A login that may not read the other repository may still write to this one.
  return answer.status === 202 ? startSession(client, url, answer) : beginUpload(client, part);
}

/** What a registry has of an upload whose connection broke; undefined when it has to begin anew. */
export async function findProgress(client: RegistryClient, session: Session): Promise<Session | undefined> {
  const attempt = await client.tryOnce(session.url, {});
  if (attempt.kind === 'broken') return session;
  const { answer } = attempt;
  answer.body.resume();
  if (attempt.kind === 'busy') return session;
  const last = /^(?:bytes=)?0-(\d+)$/.exec(answer.headers.range ?? '')?.[1];
  // `0-0` is said of one byte and of none.
  if ((answer.status !== 204 && answer.status !== 202) || last === undefined || last === '0')
    return undefined;
  const url = client.follow(session.url, answer.headers.location ?? session.url.href);
  return { ...session, url, offset: Number(last) + 1 };
}

function startSession(client: RegistryClient, from: URL, { headers }: Answer): Session {
  const smallest = Number(headers['oci-chunk-min-length'] ?? 0);
  return {
    url: client.follow(from, headers.location),
    offset: 0,
    smallestChunk: Number.isSafeInteger(smallest) ? smallest : 0,
  };
}
