import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Ext4Request, type LayerSource, makeExt4 } from '../disk/ext4';
import type { TarEntry, TarItem } from '../tar';
import { searchPath } from './temporary-store';

/** A member of a layer with its data. */
export type Member = TarEntry & { readonly content?: Buffer };

const noBytes: Buffer = Buffer.alloc(0);
/** Data comes in pieces that end anywhere. */
const pieceSize = 70_001;

/** A layer as `readTarPieces` gives it. The sizes of entries are those of their contents. */
export function makeLayer(members: readonly Member[]): LayerSource {
  return {
    read: async function* (): AsyncGenerator<readonly TarItem[]> {
      for (const { content = noBytes, ...entry } of members) {
        yield [{ kind: 'entry', entry: { ...entry, size: content.length } }];
        for (let at = 0; at < content.length; at += pieceSize)
          yield [{ kind: 'data', bytes: content.subarray(at, at + pieceSize) }];
      }
    },
  };
}

/** A file with a file system that is neither at its start nor at its end. */
export interface TestDisk extends AsyncDisposable {
  readonly request: Ext4Request;
  readonly folder: string;
}

/** Not a multiple of anything but a block. */
const offset = 5 * 4096;

export async function makeTestDisk(mebibytes: number): Promise<TestDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-ext4-'));
  const request = getTestRequest(join(folder, 'disk.raw'), mebibytes);
  await makeExt4(request);
  return {
    folder,
    request,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

export function getTestRequest(path: string, mebibytes: number): Ext4Request {
  const extent = { offset, size: mebibytes * 2 ** 20 };
  return { path, extent, searchPath, uuid: '1f0ad2d6-6f4c-5e64-8a4c-0a2f6f9f7a11' };
}

/** Runs a program and gives what it has said, with its exit code. */
export async function runJudge(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly stdout: Buffer }> {
  const env = { PATH: searchPath, LC_ALL: 'C', TZ: 'UTC' };
  try {
    const { stdout } = await promisify(execFile)(command, [...args], {
      env,
      encoding: 'buffer',
      maxBuffer: 2 ** 30,
    });
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: Buffer };
    if (typeof code !== 'number' || stdout === undefined) throw error;
    return { code, stdout };
  }
}

/** How e2fsprogs's programs name a file system within a file. */
export function getPlace({ path, extent }: Pick<Ext4Request, 'path' | 'extent'>): string {
  return `${path}?offset=${extent.offset}`;
}

/** What e2fsck finds wrong; empty when nothing is. */
export async function getFaults(request: Ext4Request): Promise<string> {
  const { code, stdout } = await runJudge('e2fsck', ['-fn', getPlace(request)]);
  return code === 0 ? '' : stdout.toString('latin1');
}
