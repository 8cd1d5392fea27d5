import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import type { Activity, StartActivity } from '@strata/sdk';
import { countBytes } from '@strata/sdk/progress';
import { problem } from '../codes';
import { sourceDateEpoch } from '../source-date-epoch';
import type { StoreContext } from '../store/context';
import { copySparse } from '../store/copy-sparse';
import { getTemporaryPath } from '../store/json-file';
import { makeEntry, type TarItem } from '../tar/entry';
import { writeTar } from '../tar/write';

type Bytes = AsyncIterable<Uint8Array>;

/** A file of an image in the making. Its size is known before it is written. */
export interface ImageFile {
  readonly name: string;
  readonly size: number;
  read(): Bytes;
}

/** A file whose bytes are at hand. */
export function makeFile(name: string, bytes: Buffer): ImageFile {
  return {
    name,
    size: bytes.length,
    read: async function* () {
      yield bytes;
    },
  };
}

/** Begins to report how much of some files was written. */
export function startWriting(
  files: readonly ImageFile[],
  startActivity: StartActivity | undefined,
): Activity | undefined {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return startActivity?.({ label: 'writing the image', unit: 'bytes', total });
}

/** The same files, with a report of what is read of them. */
export function withReport(
  files: readonly ImageFile[],
  activity: Activity | undefined,
): readonly ImageFile[] {
  return files.map((file) => ({ ...file, read: () => countBytes(file.read(), activity) }));
}

/** Writes files below a folder. */
export async function writeFolder(directory: string, files: readonly ImageFile[]): Promise<void> {
  for (const { name, read } of files) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(read(), createWriteStream(path));
  }
}

/** Writes files as a tar archive, in the order given. */
export async function writeArchive(path: string, files: readonly ImageFile[]): Promise<void> {
  await pipeline(writeTar(makeItems(files)), createWriteStream(path));
}

async function* makeItems(files: readonly ImageFile[]): AsyncGenerator<TarItem> {
  for (const { name, size, read } of files) {
    yield { kind: 'entry', entry: makeEntry({ type: 'file', path: name, size, mtime: sourceDateEpoch }) };
    for await (const bytes of read())
      yield { kind: 'data', bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  }
}

/**
 * Makes an output beside the layers, where `sweep` finds it when we are killed, and moves it to its place when it is
 * whole: an older one stays until then.
 */
export async function placeOutput(
  store: StoreContext,
  output: string,
  make: (path: string) => Promise<void>,
): Promise<void> {
  const temporary = getTemporaryPath(store, 'export');
  try {
    await assertReplaceable(output);
    await make(temporary);
    await mkdir(dirname(output), { recursive: true });
    await replace(store, temporary, output);
  } catch (error) {
    throw error instanceof Failure ? error : explain(output, error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A folder is only replaced by an image when it is one: a slip of the pen must not cost somebody's files. */
async function assertReplaceable(output: string): Promise<void> {
  const found = await stat(output).catch(() => undefined);
  if (found === undefined || !found.isDirectory()) return;
  const names = await readdir(output);
  if (names.length === 0 || names.some(isOfImage)) return;
  throw new Failure(
    problem('LAY037', {
      detail: `${output} is a folder with other files in it (${names.slice(0, 5).join(', ')}), so no image was written there.`,
      hint: 'Choose another name for the image.',
    }),
  );
}

/** A file that folders of images have: OCI layouts, OVF packages and machines of VMware. */
function isOfImage(name: string): boolean {
  return name === 'oci-layout' || /\.(?:ovf|vmx)$/.test(name);
}

async function replace(store: StoreContext, from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await rename(from, to).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    if ((await stat(from)).isDirectory()) await cp(from, to, { recursive: true });
    else await copySparse(store, from, to);
  });
}

function explain(output: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new Failure(
    problem('LAY037', {
      detail: `${output} could not be written: ${message}.`,
      hint: 'Check that the place exists, may be written and has room.',
    }),
    { cause: error },
  );
}

/** Digest of a stream, which is read to its end. */
export async function getDigest(bytes: Bytes): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of bytes) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}
