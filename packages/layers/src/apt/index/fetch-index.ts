import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { StartActivity } from '@strata/sdk';
import { problem } from '../../codes';
import type { Downloads } from '../../downloads/downloads';
import { wrongChecksumDiagnostic } from '../../downloads/problems';
import { fetchReported } from '../../downloads/report';
import { sourceDateEpoch } from '../../source-date-epoch';
import { startProgram } from '../../tar/host-program';
import { runFilter } from '../../tar/piped-process';
import type { SuiteSource } from '../sources/select';
import type { IndexFile, Release } from './release';

/** One component of a suite for one architecture. */
export interface IndexRequest {
  readonly source: SuiteSource;
  readonly component: string;
  readonly architecture: string;
}

export interface IndexContext {
  readonly downloads: Downloads;
  /** `PATH`: xz is a program of this machine. */
  readonly searchPath: string;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

/** Path of a Packages index relative to its suite. */
export function getIndexPath({ component, architecture }: IndexRequest): string {
  return `${component}/binary-${architecture}/Packages`;
}

/** Path of the uncompressed index, by its digest, wherever it came from. Undefined while it is not here. */
export async function findIndex(downloads: Downloads, sha256: string): Promise<string | undefined> {
  const path = getStoredPath(downloads, sha256);
  return (await stat(path).catch(() => undefined))?.isFile() ? path : undefined;
}

/** Forms in which an archive may offer an index, smallest first. Some suites of Debian have xz only. */
const forms = ['.xz', '.gz', ''] as const;

/** Downloads an index that a Release lists, and keeps it uncompressed: the digest of the text is what a lock names. */
export async function fetchIndex(
  context: IndexContext,
  request: IndexRequest,
  release: Release,
): Promise<string> {
  const { downloads, searchPath } = context;
  const path = getIndexPath(request);
  const { sha256 } = release.files.get(path) as IndexFile;
  const known = await findIndex(downloads, sha256);
  if (known) return known;
  const form = forms.find((ending) => release.files.has(path + ending)) ?? '';
  const file = release.files.get(path + form) as IndexFile;
  const wanted = {
    ...file,
    urls: getUrls(request, file, path + form),
    label: `The package index of ${request.source.suite} (${request.component})`,
  };
  const from = await fetchReported(context, wanted, `index of ${request.source.suite}/${request.component}`);
  return unpack(downloads, { sha256, bytes: decompress(createReadStream(from), { form, searchPath }) });
}

/** By digest first: that file never changes, the one with the plain name does when the archive moves on. */
function getUrls({ source }: IndexRequest, file: IndexFile, path: string): readonly URL[] {
  const suite = `${source.uri}/dists/${source.suite}`;
  return [`${dirname(path)}/by-hash/SHA256/${file.sha256}`, path].map((name) => new URL(`${suite}/${name}`));
}

type Bytes = AsyncIterable<Uint8Array>;

function decompress(
  bytes: Bytes,
  { form, searchPath }: { readonly form: (typeof forms)[number]; readonly searchPath: string },
): Bytes {
  if (form === '') return bytes;
  if (form === '.gz') return Readable.from(bytes).pipe(createGunzip());
  const xz = () => startProgram({ command: 'xz', args: ['-dcq'], package: 'xz-utils', searchPath });
  return runFilter(xz, bytes, (message) => new Failure(damaged(message)));
}

function damaged(message: string): Diagnostic {
  return problem('LAY020', {
    detail: `A package index cannot be decompressed: ${message}.`,
    hint: 'Build again; when it stays so, the archive publishes a damaged index.',
  });
}

interface Unpacking {
  readonly sha256: string;
  readonly bytes: Bytes;
}

async function unpack(downloads: Downloads, { sha256, bytes }: Unpacking): Promise<string> {
  const target = getStoredPath(downloads, sha256);
  const temporary = await downloads.temporary('index');
  const hash = createHash('sha256');
  await pipeline(bytes, watch(hash), createWriteStream(temporary));
  const actual = hash.digest('hex');
  if (actual !== sha256) {
    await rm(temporary, { force: true });
    throw new Failure(
      wrongChecksumDiagnostic('An unpacked package index', `sha256:${sha256}`, `sha256:${actual}`),
    );
  }
  // apt compares times of lists with those of its cache; a constant one keeps them equal wherever they are shown.
  await utimes(temporary, sourceDateEpoch, sourceDateEpoch);
  await chmod(temporary, 0o644);
  await mkdir(dirname(target), { recursive: true });
  await rename(temporary, target);
  return target;
}

function watch(hash: Hash) {
  return async function* (bytes: Bytes): AsyncGenerator<Uint8Array> {
    for await (const data of bytes) {
      hash.update(data);
      yield data;
    }
  };
}

/** A file that is derived from an index, made when first asked for and kept beside it. */
export async function deriveFromIndex(
  downloads: Downloads,
  {
    sha256,
    name,
    make,
  }: { readonly sha256: string; readonly name: string; readonly make: (path: string) => Promise<string> },
): Promise<string> {
  const target = join(dirname(getStoredPath(downloads, sha256)), name);
  if ((await stat(target).catch(() => undefined))?.isFile()) return target;
  const text = await make(getStoredPath(downloads, sha256));
  const temporary = await downloads.temporary(name);
  await writeFile(temporary, text);
  await rename(temporary, target);
  return target;
}

function getStoredPath(downloads: Downloads, sha256: string): string {
  return join(downloads.directory, 'apt', 'indexes', sha256, 'Packages');
}
