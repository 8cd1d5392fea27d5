import { execFileSync } from 'node:child_process';
import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConvertRequest } from '../disk/formats';
import { searchPath } from './temporary-store';

const mebibyte = 2 ** 20;

/** A raw disk in a folder of its own, with data at the edges and in the middle of what formats count in, and holes. */
export interface RawDiskFixture extends AsyncDisposable {
  readonly folder: string;
  readonly path: string;
  /** A request that writes it beside the disk under another name. */
  request(format: ConvertRequest['format'], name: string): ConvertRequest & { readonly output: string };
  /** Of a file, or of every file of a folder, in the order of their names. */
  digests(name: string): Promise<readonly string[]>;
  /** Bytes of the disk below that a file, or the files of a folder, take. */
  usedBytes(name: string): Promise<number>;
  /** The last bytes of a file. */
  tail(name: string, length: number): Promise<Buffer>;
  qemuImg(...args: readonly string[]): string;
}

/** @param size bytes, by default as large that formats have several tables */
export async function makeRawDisk({ size = 96 * mebibyte } = {}): Promise<RawDiskFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-disk-'));
  const path = join(folder, 'disk.raw');
  await using handle = await open(path, 'w');
  await handle.truncate(size);
  const lines = Buffer.from('a line that can be compressed\n'.repeat(40_000));
  await handle.write(lines, 0, lines.length, 512);
  await handle.write(makeNoise(3 * mebibyte), 0, 3 * mebibyte, 40 * mebibyte - 4096);
  // Stored, though it holds nothing.
  await handle.write(Buffer.alloc(2 * mebibyte), 0, 2 * mebibyte, 60 * mebibyte);
  await handle.write(Buffer.from('the end'), 0, 7, size - 512);
  return {
    folder,
    path,
    request: (format, name) => ({
      format,
      input: path,
      output: join(folder, name),
      name: 'golden',
      contentKey: 'a key',
      searchPath,
    }),
    digests: async (name) => {
      const digests = (await listFiles(join(folder, name))).map(getSum);
      return Promise.all(digests);
    },
    usedBytes: async (name) => {
      const stats = (await listFiles(join(folder, name))).map((file) => stat(file));
      return (await Promise.all(stats)).reduce((sum, { blocks }) => sum + blocks * 512, 0);
    },
    tail: async (name, length) => {
      const { size } = await stat(join(folder, name));
      const bytes = Buffer.alloc(length);
      await using file = await open(join(folder, name));
      await file.read(bytes, 0, length, size - length);
      return bytes;
    },
    qemuImg: (...args) =>
      execFileSync('qemu-img', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function listFiles(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  return (await readdir(path)).sort().map((name) => join(path, name));
}

async function getSum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

/** Bytes that cannot be compressed, and are the same each time. */
function makeNoise(length: number): Buffer {
  return createCipheriv('aes-256-ctr', Buffer.alloc(32), Buffer.alloc(16)).update(Buffer.alloc(length));
}
