import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, readFile, rm, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import type { BaseFacts, LayerRecord } from '@strata/sdk';
import { countBytes } from '@strata/sdk/progress';
import { problem } from '../codes';
import { noNetwork, notFound, refused, show, wrongChecksumDiagnostic } from '../downloads/problems';
import { fetchReported } from '../downloads/report';
import type { Store } from '../store/store';
import { type Checksum, findChecksum, parseChecksum } from './checksum';
import type { BaseContext } from './context';

/** A root file system as a tar archive, compressed or not. */
export interface ArchiveRequestOptions {
  /** Path or http(s) address. */
  readonly source: string;
  /** In one of Packer's forms. */
  readonly checksum: string;
  /** Absolute folder that relative paths start from. */
  readonly baseDirectory: string;
}

/** Facts of an archive: `sha256:…` of the file. */
export interface ArchiveFacts {
  readonly archive: string;
}

/** Gets the archive once, checks it, and notes its sha256, whatever kind of checksum the template names. */
export async function resolveArchive(
  context: BaseContext,
  request: ArchiveRequestOptions,
): Promise<ArchiveFacts> {
  const checksum = await getChecksum(context, request);
  if (checksum.algorithm === 'sha256') return { archive: `sha256:${checksum.digest}` };
  const { sha256 } = await fetchChecked(context, request, checksum);
  return { archive: `sha256:${sha256}` };
}

/** Makes a base of the archive that the facts name. */
export async function makeArchive(
  context: BaseContext & { readonly store: Store },
  request: ArchiveRequestOptions,
  facts: ArchiveFacts,
): Promise<LayerRecord> {
  const digest = facts.archive.slice('sha256:'.length);
  const path = await findArchive(context, request, { algorithm: 'sha256', digest });
  const { signal, startActivity } = context;
  const item = basename(getUrl(request.source)?.pathname ?? request.source);
  context.say(`Unpacking ${basename(path)}`);
  using activity = startActivity({ label: 'unpacking', unit: 'bytes', total: await getSize(path), item });
  const archive = countBytes(createReadStream(path), activity);
  return await context.store.importTar(archive, { signal, startActivity });
}

/** Whether the archive that the facts name is in the cache, or something is still where it was. */
export async function isArchiveAvailable(
  context: BaseContext,
  request: ArchiveRequestOptions,
  facts: ArchiveFacts,
): Promise<boolean> {
  if (await context.downloads.find(facts.archive.slice('sha256:'.length))) return true;
  const url = getUrl(request.source);
  if (!url) return access(resolve(request.baseDirectory, request.source)).then(...yesOrNo);
  const answer = await context.downloads.transport(url, { method: 'HEAD', signal: context.signal });
  answer.body.resume();
  return answer.status === 200;
}

const yesOrNo = [() => true, () => false] as const;

async function findArchive(
  context: BaseContext,
  request: ArchiveRequestOptions,
  checksum: Checksum,
): Promise<string> {
  const url = getUrl(request.source);
  if (url) {
    const wanted = { sha256: checksum.digest, urls: [url], label: request.source };
    return fetchReported(context, wanted, basename(url.pathname));
  }
  return (await fetchChecked(context, request, checksum)).path;
}

/** Reads the whole archive for its digests; a file of this machine stays where it is, a download goes into the cache. */
async function fetchChecked(
  context: BaseContext,
  request: ArchiveRequestOptions,
  checksum: Checksum,
): Promise<{ readonly path: string; readonly sha256: string }> {
  const url = getUrl(request.source);
  const local = url
    ? await context.downloads.temporary('archive')
    : resolve(request.baseDirectory, request.source);
  const hashes = [createHash(checksum.algorithm), createHash('sha256')] as const;
  const watch = async function* (bytes: AsyncIterable<Uint8Array>) {
    for await (const data of bytes) {
      for (const hash of hashes) hash.update(data);
      yield data;
    }
  };
  const { from, total } = url
    ? await open(context, url)
    : { from: createReadStream(local), total: await getSize(local) };
  const item = basename(url?.pathname ?? local);
  using activity = context.startActivity({
    label: url ? 'downloading' : 'reading',
    unit: 'bytes',
    total,
    item,
  });
  await pipeline(countBytes(from, activity), watch, url ? createWriteStream(local) : drop).catch(
    (error: unknown) => {
      throw url ? noNetwork({ label: request.source, urls: [url] }, error) : unreadable(local, error);
    },
  );
  const [actual, sha256] = hashes.map((hash) => hash.digest('hex')) as [string, string];
  if (actual !== checksum.digest) {
    if (url) await rm(local, { force: true });
    const expected = `${checksum.algorithm}:${checksum.digest}`;
    throw new Failure(wrongChecksumDiagnostic(request.source, expected, `${checksum.algorithm}:${actual}`));
  }
  return { path: url ? await context.downloads.adopt(local, sha256) : local, sha256 };
}

async function drop(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}

async function getChecksum(context: BaseContext, request: ArchiveRequestOptions): Promise<Checksum> {
  const parsed = parseChecksum(request.checksum);
  if (!('file' in parsed)) return parsed;
  const url = getUrl(parsed.file);
  const path = resolve(request.baseDirectory, parsed.file);
  const text = url ? (await buffer((await open(context, url)).from)).toString() : await readText(path);
  const name = basename(getUrl(request.source)?.pathname ?? request.source);
  const found = findChecksum(text, name);
  if (found) return found;
  throw new Failure(
    problem('LAY084', {
      detail: `The checksum file ${parsed.file} has no line for ${name}.`,
      hint: 'Check that it belongs to this archive, or write the checksum itself.',
    }),
  );
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

interface Opened {
  readonly from: Readable;
  readonly total: number | undefined;
}

async function open({ downloads, signal }: BaseContext, url: URL): Promise<Opened> {
  const wanted = { label: show(url), urls: [url] };
  const answer = await downloads.transport(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw noNetwork(wanted, cause);
  });
  const length = answer.headers['content-length'];
  if (answer.status === 200) return { from: answer.body, total: length ? Number(length) : undefined };
  answer.body.resume();
  throw answer.status === 404 || answer.status === 410 ? notFound(wanted) : refused(wanted, answer.status);
}

/** What cannot be looked at fails where it is read. */
async function getSize(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

function getUrl(text: string): URL | undefined {
  return /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}

function unreadable(path: string, cause: unknown): Failure {
  return new Failure(
    problem('LAY089', {
      detail: `${path} cannot be read: ${(cause as Error).message}.`,
      hint: 'Check the path in the archive block; relative paths start from the project folder.',
    }),
    { cause },
  );
}

/** Reads facts back. Fails when they are not those of an archive. */
export function parseArchiveFacts(facts: BaseFacts): ArchiveFacts {
  const { archive } = facts;
  if (typeof archive === 'string' && /^sha256:[0-9a-f]{64}$/.test(archive)) return { archive };
  throw new Failure(
    problem('LAY085', {
      detail: 'The entry of images.lock.json for this archive lacks its digest.',
      hint: 'Restore the file from version control, or resolve the base again with `strata lock`.',
    }),
  );
}
