import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { openByteSource } from './byte-source';
import { blockSize, isZeroBlock, readHeader } from './header';
import { type HostProgram, startProgram } from './host-program';
import { runFilter } from './piped-process';

type Bytes = AsyncIterable<Uint8Array>;

type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

const magics: readonly { readonly compression: Compression; readonly magic: Buffer }[] = [
  { compression: 'gzip', magic: Buffer.from([0x1f, 0x8b]) },
  { compression: 'zstd', magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
  { compression: 'xz', magic: Buffer.from('\xfd7zXZ\0', 'latin1') },
  { compression: 'bzip2', magic: Buffer.from('BZh') },
];

/**
 * The bytes of a tar archive out of whatever wraps them, told by how they begin: gzip, zstd, xz, bzip2 or nothing.
 * Fails with LAY023 when it is none of these.
 */
export async function* decompress(stream: Bytes, searchPath: string): AsyncGenerator<Uint8Array> {
  const source = openByteSource(stream);
  try {
    const start = (await source.take(blockSize)) ?? Buffer.alloc(0);
    yield* unwrap(getCompression(start), resume(start, source), searchPath);
  } finally {
    await source.close();
  }
}

async function* resume(start: Buffer, source: ReturnType<typeof openByteSource>): AsyncGenerator<Uint8Array> {
  if (start.length > 0) yield start;
  for (;;) {
    const bytes = await source.some(Number.POSITIVE_INFINITY);
    if (bytes === undefined) return;
    yield bytes;
  }
}

function unwrap(compression: Compression, bytes: Bytes, searchPath: string): Bytes {
  switch (compression) {
    case 'none':
      return bytes;
    case 'gzip':
      return gunzip(bytes);
    case 'zstd':
      return unzstd(bytes, searchPath);
    case 'xz':
      return unpack(bytes, { command: 'xz', package: 'xz-utils', searchPath });
    case 'bzip2':
      return unpack(bytes, { command: 'bzip2', package: 'bzip2', searchPath });
  }
}

/** Decompresses zstd. */
export function unzstd(bytes: Bytes, searchPath: string): AsyncGenerator<Buffer> {
  return unpack(bytes, { command: 'zstd', package: 'zstd', searchPath });
}

/** Decompresses a file of zstd. */
export function unzstdFile(path: string, searchPath: string): AsyncGenerator<Buffer> {
  const program = { command: 'zstd', package: 'zstd', searchPath, args: ['-dcq', '--', path] };
  return runFilter(
    () => startProgram(program),
    undefined,
    (message) => damaged('zstd', message),
  );
}

function unpack(bytes: Bytes, program: Omit<HostProgram, 'args'>): AsyncGenerator<Buffer> {
  const start = () => startProgram({ ...program, args: ['-dcq'] });
  return runFilter(start, bytes, (message) => damaged(program.command, message));
}

function getCompression(start: Buffer): Compression {
  const found = magics.find(({ magic }) => start.subarray(0, magic.length).equals(magic));
  if (found !== undefined) return found.compression;
  const whole = start.length === blockSize;
  if (whole && (isZeroBlock(start) || readHeader(start) !== undefined)) return 'none';
  throw new Failure(
    problem('LAY023', {
      detail:
        start.length === 0
          ? 'The archive is empty.'
          : `The archive begins with ${start.subarray(0, 8).toString('hex')}: it is no tar archive, plain or in gzip, zstd, xz or bzip2.`,
      hint: 'Check that the file is a root file system or a layer as a tar archive.',
    }),
  );
}

async function* gunzip(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const unzipping = createGunzip({ chunkSize: 2 ** 16 });
  const fed = pipeline(bytes, unzipping).catch(() => undefined);
  try {
    yield* unzipping as AsyncIterable<Uint8Array>;
  } catch (error) {
    // Zlib's own errors are `Z_…`; an error of the input comes through as it was.
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw code.startsWith('Z_') ? damaged('gzip', message) : error;
  } finally {
    unzipping.destroy();
    await fed;
  }
}

function damaged(format: string, message: string): Failure {
  return new Failure(
    problem('LAY020', {
      detail: `The archive cannot be decompressed (${format}): ${message}.`,
      hint: 'Fetch or make the archive again.',
    }),
  );
}
