import type { FileHandle } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';
import { writeAt } from '../../../store/whole-bytes';
import { encodeGuid, makeGuid } from '../../image/identity';
import { withNewFile } from '../output-file';
import type { RawDisk } from '../raw-disk';
import { readBlocks } from '../read-blocks';
import type { WriteDiskRequest } from '../request';
import { type DiskWork, withDisk } from '../with-disk';
import { blockSize, createBlockTable } from './block-table';
import { makeFileIdentifier, makeHeader, makeRegionTable, places } from './layout';
import { makeMetadata } from './metadata';

/** [MS-VHDX] 2.6.2.2. */
const mostBytes = 64 * 2 ** 40;

/** Writes a disk as a dynamic VHDX, of which only the blocks that hold something are there. */
export function writeVhdx(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the VHDX', blockSize }, (disk, options) => {
    validateSize(disk);
    return withNewFile(request.output, (handle) =>
      writeDisk(handle, disk, { ...options, contentKey: request.contentKey }),
    );
  });
}

function validateSize({ path, size }: RawDisk): void {
  if (size <= mostBytes) return;
  throw new Failure(
    problem('LAY121', {
      detail: `${path} has ${size} bytes; a VHDX has at most ${mostBytes} (64 TiB).`,
      hint: 'Make the disk smaller.',
    }),
  );
}

/** A file that is cut off has no headers yet, and so is no disk to anybody: they come last. */
async function writeDisk(
  handle: FileHandle,
  disk: RawDisk,
  { contentKey, ...reading }: DiskWork & { readonly contentKey: string },
): Promise<void> {
  const table = createBlockTable(disk.size);
  let end = places.blockTable + table.bytes.length;
  for await (const { index, bytes } of readBlocks(disk, { ...reading, blockSize })) {
    table.place(index, end);
    await writeAt(handle, bytes, end);
    end += blockSize;
  }
  await writeAt(handle, table.bytes, places.blockTable);
  const makeId = (purpose: string) => encodeGuid(makeGuid(`vhdx ${purpose}`, contentKey));
  const diskId = makeId('disk');
  await writeAt(handle, makeMetadata({ diskSize: disk.size, blockSize, diskId }), places.metadata);
  const regions = makeRegionTable({ blockTableSize: table.bytes.length });
  for (const place of places.regionTables) await writeAt(handle, regions, place);
  const ids = { fileId: makeId('file'), dataId: makeId('data') };
  for (const [sequence, place] of places.headers.entries())
    await writeAt(handle, makeHeader({ sequence, ...ids }), place);
  await writeAt(handle, makeFileIdentifier('Strata'), 0);
}
