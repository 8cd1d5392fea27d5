import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';
import { writeAt } from '../../../store/whole-bytes';
import { encodeGuid, makeGuid } from '../../image/identity';
import { copySparse } from '../copy-sparse';
import { withNewFile } from '../output-file';
import type { WriteDiskRequest } from '../request';
import { withDisk } from '../with-disk';
import { footerSize, makeFooter } from './footer';

/** Azure takes disks of whole MiB only. */
const alignment = 2 ** 20;
/** The format's own limit. */
const mostBytes = 2040 * 2 ** 30;

/** Writes a disk as a fixed VHD, as Azure takes it: the disk, its holes, and a footer. */
export function writeVhd(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the VHD', blockSize: 1 }, async (disk, options) => {
    validateSize(request.input, disk.size);
    await withNewFile(request.output, async (handle) => {
      await handle.truncate(disk.size + footerSize);
      await copySparse(disk, handle, options);
      await writeFooter(handle, disk.size, request.contentKey);
    });
  });
}

/** Makes a fixed VHD of a raw disk by writing its footer behind it: nothing is copied. */
export async function turnIntoVhd(path: string, contentKey: string): Promise<void> {
  await using handle = await open(path, 'r+');
  const { size } = await handle.stat();
  validateSize(path, size);
  await writeFooter(handle, size, contentKey);
}

async function writeFooter(handle: FileHandle, size: number, contentKey: string): Promise<void> {
  const uuid = encodeGuid(makeGuid('vhd', contentKey));
  await writeAt(handle, makeFooter({ size, uuid }), size);
}

function validateSize(path: string, size: number): void {
  if (size % alignment !== 0) {
    throw new Failure(
      problem('LAY121', {
        detail: `${path} has ${size} bytes; a VHD for Azure has a whole number of MiB (${alignment} bytes).`,
        hint: `Make the disk ${Math.ceil(size / alignment)} MiB large.`,
      }),
    );
  }
  if (size <= mostBytes) return;
  throw new Failure(
    problem('LAY121', {
      detail: `${path} has ${size} bytes; a VHD has at most ${mostBytes} (2040 GiB).`,
      hint: 'Make the disk smaller, or write a vhdx, which holds up to 64 TiB.',
    }),
  );
}
