import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { sourceDateEpoch } from '../../source-date-epoch';
import type { Ext4Request } from './request';
import { blockSize, features, inodeSize } from './superblock';

/** One inode for so many bytes: twice as many as an installed Debian has files for. */
const bytesPerInode = 16_384;
/** How many groups have their bitmaps and inode tables side by side; e2fsprogs's own choice. */
const groupsTogether = 16;

/**
 * Makes an empty ext4 file system in a file, which is made or made longer where it has to be. The same request gives
 * the same bytes, with the same version of e2fsprogs. Nothing of the extent's old content is left.
 *
 * Fails with LAY009 when `mke2fs` is missing and LAY010 when it refuses.
 */
export async function makeExt4(request: Ext4Request): Promise<void> {
  const { path, extent } = request;
  await makeRoom(path, extent.offset + extent.size);
  await runMke2fs(request, [
    ...[
      '-q',
      '-F',
      '-b',
      `${blockSize}`,
      '-I',
      `${inodeSize}`,
      '-i',
      `${bytesPerInode}`,
      '-G',
      `${groupsTogether}`,
    ],
    // Its configuration, which is empty, is asked about this kind of use alone.
    ...[
      '-T',
      'default',
      '-O',
      `none,${getFeatureNames().join(',')}`,
      '-U',
      request.uuid,
      '-L',
      request.label ?? '',
    ],
    // Its holes are zeros already: neither it nor the first boot has to write any.
    ...['-E', `offset=${extent.offset},hash_seed=${request.uuid},lazy_itable_init=1,lazy_journal_init=1`],
    ...[path, `${Math.floor(extent.size / 1024)}k`],
  ]);
}

function getFeatureNames(): readonly string[] {
  return Object.values(features).flatMap((names) => Object.keys(names));
}

async function makeRoom(path: string, size: number): Promise<void> {
  const file = await open(path, 'a');
  try {
    const { size: before } = await file.stat();
    if (before < size) await file.truncate(size);
  } finally {
    await file.close();
  }
}

async function runMke2fs(request: Ext4Request, args: readonly string[]): Promise<void> {
  const child = spawn('mke2fs', args, {
    env: {
      PATH: request.searchPath,
      LC_ALL: 'C',
      // What the machine's own configuration says must not be in an image.
      MKE2FS_CONFIG: '/dev/null',
      // Since 1.47.1 it knows the convention; before, it has one of its own.
      SOURCE_DATE_EPOCH: `${sourceDateEpoch}`,
      E2FSPROGS_FAKE_TIME: `${sourceDateEpoch}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(request.signal && { signal: request.signal }),
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? missing(request.searchPath, error) : error),
    );
    child.once('close', (code) => resolve(code ?? -1));
  });
  const [code, message] = await Promise.all([ended, text(child.stderr)]);
  if (code !== 0) throw refused(request, message.trim());
}

function missing(searchPath: string, cause: Error): Failure {
  return new Failure(
    problem('LAY009', {
      detail: `mke2fs cannot be started: it is in no folder of PATH (${searchPath}). It makes the file system of a disk.`,
      hint: 'Run `sudo apt-get install e2fsprogs`.',
    }),
    { cause },
  );
}

function refused({ path, extent }: Ext4Request, message: string): Failure {
  return new Failure(
    problem('LAY010', {
      detail: `mke2fs could not make a file system of ${extent.size} bytes in ${path}: ${message}`,
      hint: 'Give the disk another size, or look at what the message names.',
    }),
  );
}
