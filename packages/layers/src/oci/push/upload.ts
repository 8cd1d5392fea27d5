import { countBytes } from '@strata/sdk/progress';
import type { Answer, RequestBody } from '../../downloads/transport';
import type { Part } from './image-parts';
import type { Meter } from './meter';
import { createPatience, type Patience, type Try } from './patience';
import { gaveUp, refused } from './problems';
import type { RegistryClient } from './registry-client';
import { beginUpload, findProgress, type Session } from './session';

const usualChunkSize = 64 * 2 ** 20;

/** Milliseconds in which a registry may look at what it was sent: some copy it to another place first. */
const checkLimit = 300_000;

/** Times that an upload may go wrong in all, however much of it went well in between. */
const tryLimit = 30;

/** How one request of an upload ended. */
type Step = { readonly kind: 'done' } | { readonly kind: 'on'; readonly session: Session } | SetBack;

/** What another request may put right. The registry may have forgotten the upload, or have another length of it than we do. */
type SetBack = { readonly kind: 'forgotten' | 'astray' } | Exclude<Try, { kind: 'answered' }>;

export interface Upload {
  readonly client: RegistryClient;
  readonly part: Part;
  readonly meter: Meter;
}

/**
 * Sends a part, straight from the disk. After a broken connection it goes on where the registry says that it is; when the
 * registry has forgotten the upload it begins anew.
 *
 * @param begun an upload that the registry began already
 */
export async function uploadPart(upload: Upload, begun?: Session): Promise<void> {
  const { client, part, meter } = upload;
  const patience = createPatience(client.context);
  let session = begun;
  for (let setBacks = 0; ; ) {
    session ??= await beginUpload(client, part);
    meter.moveTo(session.offset);
    const step = await takeStep(upload, session);
    if (step.kind === 'done') return meter.moveTo(part.size);
    if (step.kind === 'on') {
      session = step.session;
      patience.reset();
      continue;
    }
    setBacks += 1;
    if (setBacks > tryLimit || !(await wait(patience, step))) throw await explainSetBack(upload, step);
    session = step.kind === 'forgotten' ? undefined : await findProgress(client, session);
    // A last request that was heard though its answer was lost has ended the upload.
    if (!session && (await hasPart(client, part.digest))) return meter.moveTo(part.size);
  }
}

const forgetful = { kind: 'broken', cause: new Error('it forgets what it was sent') } as const;

function wait(patience: Patience, step: SetBack): Promise<boolean> {
  return patience.wait('cause' in step || 'answer' in step ? step : forgetful);
}

function explainSetBack({ client, part }: Upload, step: SetBack): Promise<Error> {
  return gaveUp(client.describe(take(part)), 'cause' in step || 'answer' in step ? step : forgetful);
}

function take({ label, digest }: Part): string {
  return `take the ${label}, ${digest},`;
}

/** Sends one chunk, or the last request, which has all of a small part with it. */
async function takeStep(upload: Upload, session: Session): Promise<Step> {
  const { client, part } = upload;
  const limit = Math.max(client.context.chunkSize ?? usualChunkSize, session.smallestChunk);
  const left = part.size - session.offset;
  const isWhole = session.offset === 0 && left <= limit;
  return isWhole || left === 0 ? finish(upload, session) : sendChunk(upload, session, Math.min(left, limit));
}

async function sendChunk(upload: Upload, session: Session, length: number): Promise<Step> {
  const { client } = upload;
  const { offset } = session;
  const attempt = await client.tryOnce(session.url, {
    method: 'PATCH',
    headers: { ...octets, 'content-range': `${offset}-${offset + length - 1}` },
    body: makeBody(upload, offset, length),
  });
  if (attempt.kind !== 'answered') return attempt;
  const { status, headers, body } = attempt.answer;
  if (status !== 202 && status !== 204) return explain(upload, attempt.answer);
  body.resume();
  const url = client.follow(session.url, headers.location ?? session.url.href);
  return { kind: 'on', session: { ...session, url, offset: offset + length } };
}

async function finish(upload: Upload, session: Session): Promise<Step> {
  const { client, part } = upload;
  const url = new URL(session.url);
  url.searchParams.set('digest', part.digest);
  const attempt = await client.tryOnce(url, {
    method: 'PUT',
    headers: octets,
    ...(session.offset === 0 && { body: makeBody(upload, 0, part.size) }),
    idleLimit: checkLimit,
  });
  if (attempt.kind !== 'answered') return attempt;
  const { status, body } = attempt.answer;
  if (status !== 201 && status !== 204) return explain(upload, attempt.answer);
  body.resume();
  return { kind: 'done' };
}

const octets = { 'content-type': 'application/octet-stream' };

function makeBody({ part, meter }: Upload, offset: number, length: number): RequestBody {
  return { size: length, read: () => countBytes(part.read(offset, length), meter) };
}

async function explain({ client, part }: Upload, answer: Answer): Promise<SetBack> {
  if (answer.status === 404 || answer.status === 416) {
    answer.body.resume();
    return { kind: answer.status === 404 ? 'forgotten' : 'astray' };
  }
  // The registry may be right: then the fault is in the store.
  if (answer.status === 400) await part.verify();
  throw await refused(client.describe(take(part)), answer);
}

/** Whether a repository has a part. One that may not be read has none for us. */
export async function hasPart(client: RegistryClient, digest: string, repository?: string): Promise<boolean> {
  const answer = await client.ask({
    method: 'HEAD',
    url: client.locate(`blobs/${digest}`, repository),
    statuses: repository === undefined ? [200, 404] : [200, 401, 403, 404],
    what: `say whether it has ${digest}`,
  });
  answer.body.resume();
  return answer.status === 200;
}
