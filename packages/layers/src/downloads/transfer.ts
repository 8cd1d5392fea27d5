import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '@strata/diagnostics';
import { type Blobs, discard } from './blobs';
import { createDeferred } from './deferred';
import { createGrowth, type Growth } from './growth';
import { claimPart, leavePart, type Part } from './part';
import { diskFull, noNetwork, notFound, refused, wrongChecksum } from './problems';
import type { Answer, Transport } from './transport';
import type { Wanted } from './wanted';

/** Told of each piece that comes, and of the total as far as it is known. */
export type Watcher = (bytes: number, total: number | undefined) => void;

/** One download under way. Any number of readers may follow it. */
export interface Transfer {
  /** Total bytes, known once a server has agreed to send; undefined when it does not say. */
  readonly started: Promise<number | undefined>;
  /** Path of the verified file. */
  readonly done: Promise<string>;
  /** Reports the bytes that are here, and then all that come. */
  watch(watcher: Watcher): void;
  /** The bytes as they come, from the first on. Throws what `done` rejects with. */
  read(): AsyncGenerator<Buffer>;
}

export interface TransferContext {
  readonly blobs: Blobs;
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

/** Tries for each server before giving up; between them, so many milliseconds. */
const pauses = [200, 1000, 3000];
const chunkSize = 256 * 1024;

type Verdict = 'complete' | 'absent' | { readonly status: number } | { readonly broken: unknown };

/** Begins a download into the blobs: resumes what an earlier one left, verifies, and moves the file in. */
export function startTransfer(wanted: Wanted, context: TransferContext): Transfer {
  const growth = createGrowth();
  const agreed = createDeferred<number | undefined>();
  const claimed = claimPart(context.blobs, wanted.sha256);
  const done = run();
  // Readers learn of a failure by reading; nobody needs to wait for `done`.
  done.catch(() => undefined);
  let total = wanted.size;
  agreed.promise.then(
    (size) => (total = size),
    () => undefined,
  );
  return {
    started: agreed.promise,
    done,
    watch: (watcher) => growth.watch((bytes) => watcher(bytes, total)),
    read: () => follow({ claimed, done, growth }),
  };

  async function run(): Promise<string> {
    try {
      const part = await claimed;
      growth.add(part.resumed);
      await receiveAny(part).catch(async (error: unknown) => {
        await leavePart(context.blobs, wanted.sha256, part);
        throw error;
      });
      const path = await verify(part);
      growth.finish();
      return path;
    } catch (error) {
      growth.finish(error);
      agreed.reject(error);
      throw error;
    }
  }

  async function receiveAny(part: Part): Promise<void> {
    let verdict: Verdict = 'absent';
    for (const pause of [0, ...pauses]) {
      await sleep(pause, undefined, { signal: context.signal });
      for (const url of wanted.urls) {
        verdict = await receive(url, part);
        if (verdict === 'complete') return;
      }
      if (isFinal(verdict)) break;
    }
    throw explain(verdict);
  }

  /** Asks one server for what is still missing. */
  async function receive(url: URL, part: Part): Promise<Verdict> {
    const from = growth.size;
    if (from > 0 && from === wanted.size) return 'complete';
    try {
      const answer = await ask(url, from);
      // Nothing beyond what is here: it was whole already, or it is not that file; the digest will tell.
      if (answer.status === 416) return drain(answer, 'complete');
      if (answer.status === 404 || answer.status === 410) return drain(answer, 'absent');
      if (answer.status !== 200 && answer.status !== 206) return drain(answer, { status: answer.status });
      agreed.resolve(wanted.size ?? getTotal(answer));
      await append(answer, answer.status === 206 ? 0 : from, part);
      return 'complete';
    } catch (error) {
      context.signal.throwIfAborted();
      if (isDiskFull(error)) throw diskFull(wanted);
      // A server may hang up as soon as it has sent the last byte; the digest will tell.
      return growth.size > 0 && growth.size === wanted.size ? 'complete' : { broken: error };
    }
  }

  function ask(url: URL, from: number): Promise<Answer> {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    return context.transport(url, { headers, signal: context.signal });
  }

  /** `skip`: bytes that are here already but that the server sends again. */
  async function append(answer: Answer, skip: number, part: Part): Promise<void> {
    let toSkip = skip;
    for await (const data of answer.body as AsyncIterable<Buffer>) {
      const fresh = data.subarray(Math.min(toSkip, data.length));
      toSkip -= data.length - fresh.length;
      if (fresh.length === 0) continue;
      part.hash.update(fresh);
      await part.file.appendFile(fresh);
      growth.add(fresh.length);
    }
  }

  async function verify(part: Part): Promise<string> {
    await part.file.close();
    const actual = part.hash.digest('hex');
    if (actual === wanted.sha256) return context.blobs.adopt(part.path, actual);
    await discard(part.path);
    throw wrongChecksum(wanted, actual);
  }

  function explain(verdict: Verdict): Failure {
    if (typeof verdict === 'string') return notFound(wanted);
    return 'status' in verdict ? refused(wanted, verdict.status) : noNetwork(wanted, verdict.broken);
  }
}

interface Followed {
  readonly claimed: Promise<Part>;
  readonly done: Promise<string>;
  readonly growth: Growth;
}

/** A descriptor of its own: the file may be moved into the blobs or closed by the writer while it is read, or before. */
async function openFollowed({ claimed, done }: Followed): Promise<FileHandle> {
  const { path } = await claimed;
  return open(path, 'r').catch(async (error: unknown) => {
    if (getErrorCode(error) !== 'ENOENT') throw error;
    return open(await done, 'r');
  });
}

async function* follow(followed: Followed): AsyncGenerator<Buffer> {
  const { growth } = followed;
  const file = await openFollowed(followed);
  try {
    let position = 0;
    while (true) {
      await growth.beyond(position);
      if (position >= growth.size) return;
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(chunkSize), position });
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function drain<T>(answer: Answer, verdict: T): T {
  answer.body.resume();
  return verdict;
}

/**
 * Whether asking again is in vain. 4xx answers stay what they are, but 408 and 429 ask for just that; a host that is
 * not reachable at all is left to apt's own retries, so that an offline build ends at once.
 */
function isFinal(verdict: Verdict): boolean {
  if (typeof verdict === 'string') return verdict === 'absent';
  if ('status' in verdict) return verdict.status < 500 && verdict.status !== 408 && verdict.status !== 429;
  return unreachable.has(getErrorCode(verdict.broken));
}

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH']);

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(getErrorCode(error));
}

function getErrorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function getTotal(answer: Answer): number | undefined {
  const range = /\/(\d+)$/.exec(answer.headers['content-range'] ?? '');
  const total = range?.[1] ?? answer.headers['content-length'];
  return total === undefined ? undefined : Number(total);
}
