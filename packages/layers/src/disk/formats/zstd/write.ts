import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { makeSeekable, pieceLength } from '@strata/sdk/pieces';
import { problem } from '../../../codes';
import { startProgram } from '../../../tar/host-program';
import { runFilter } from '../../../tar/piped-process';
import { createOutputFile, withNewFile } from '../output-file';
import type { RawDisk } from '../raw-disk';
import { readBlocks } from '../read-blocks';
import type { WriteDiskRequest } from '../request';
import { type DiskWork, withDisk } from '../with-disk';

/** Of zstd: a quarter smaller than the quickest in the same time, since reading the disk takes as long. */
const level = 3;

/** Writes a disk compressed by zstd, of which readers may take parts. */
export function writeZstd(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'compressing the disk', blockSize: pieceLength }, (disk, work) =>
    withNewFile(request.output, async (handle) => {
      const output = createOutputFile(handle);
      const compress = (piece: Buffer) => compressPiece(piece, request.searchPath);
      for await (const bytes of makeSeekable(readPieces(disk, work), compress)) {
        request.signal?.throwIfAborted();
        await output.append(bytes);
      }
      await output.flush();
    }),
  );
}

/** The whole disk in pieces; every hole is the same piece again. */
async function* readPieces(disk: RawDisk, work: DiskWork): AsyncGenerator<Buffer> {
  const zeros = Buffer.alloc(pieceLength);
  const count = Math.ceil(disk.size / pieceLength);
  const lastLength = disk.size - (count - 1) * pieceLength;
  let next = 0;
  for await (const { index, bytes } of readBlocks(disk, { ...work, blockSize: pieceLength })) {
    for (; next < index; next++) yield zeros;
    next = index + 1;
    yield next === count ? bytes.subarray(0, lastLength) : bytes;
  }
  for (; next < count - 1; next++) yield zeros;
  if (next < count) yield zeros.subarray(0, lastLength);
}

/** One thread each, since several run at a time: how many a machine has does not show in the file. */
function compressPiece(piece: Buffer, searchPath: string): Promise<Buffer> {
  const args = ['-q', '-c', '--single-thread', `-${level}`];
  const start = () => startProgram({ command: 'zstd', args, searchPath, package: 'zstd' });
  return buffer(runFilter(start, give(piece), refuse));
}

async function* give(piece: Buffer): AsyncGenerator<Buffer> {
  yield piece;
}

function refuse(message: string): Failure {
  return new Failure(problem('LAY123', { detail: `zstd failed: ${message}.` }));
}
