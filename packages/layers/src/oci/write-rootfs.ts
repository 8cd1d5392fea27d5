import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { count, finish, startCount } from '../store/capture';
import { toolFailed } from '../store/errors';
import type { Store } from '../store/store';
import { startProgram } from '../tar/host-program';
import { runFilter } from '../tar/piped-process';
import { readMergedTar } from './merge';
import { placeOutput } from './output';
import type { WriteRequest } from './write-request';

/**
 * Writes the files of an image as one tar: what the topmost layer shows, nothing of what was removed. Compressed when
 * the name of the output ends in `.gz` or `.zst`. Gives the digest of the tar itself, uncompressed.
 */
export async function writeRootfsTar(store: Store, request: WriteRequest): Promise<string> {
  const sum = startCount();
  const { image, output, startActivity } = request;
  // What lies below other layers is not written, so nobody knows how much it will be.
  using activity = startActivity?.({ label: 'writing the files', unit: 'bytes' });
  await placeOutput(store.context, output, async (path) => {
    const tar = count(readMergedTar(store, image.layers, request), sum, activity);
    const file = createWriteStream(path);
    if (output.endsWith('.gz')) await pipeline(tar, createGzip(), file);
    else await pipeline(output.endsWith('.zst') ? compress(store, tar) : tar, file);
  });
  return finish(sum);
}

function compress(store: Store, tar: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const { searchPath, layout } = store.context;
  const start = () => startProgram({ command: 'zstd', args: ['-cq', '-T0'], searchPath, package: 'zstd' });
  return runFilter(start, tar, (message) => toolFailed(layout.directory, 'zstd', message));
}
