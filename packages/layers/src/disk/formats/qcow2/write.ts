import type { WriteDiskRequest } from '../request';
import { type DiskWork, withDisk } from '../with-disk';
import { runQemuImg } from './qemu-img';

/** What a qcow2 disk holds. */
export type Qcow2Options =
  | { readonly kind: 'plain' }
  /** Compressed with zstd, which QEMU reads since 5.1. */
  | { readonly kind: 'zstd' }
  /** Only what differs from another qcow2 disk, which is of the same size or smaller. */
  | {
      readonly kind: 'overlay';
      /** Absolute path of the other disk. */
      readonly backing: string;
      /** How the disk names the other one; relative to its own folder. @default the absolute path */
      readonly recordAs?: string;
    };

/** Writes a disk as qcow2, by qemu-img: its forms are many, and QEMU is who reads them. */
export function writeQcow2(request: WriteDiskRequest): Promise<void> {
  return withDisk(request, { label: 'writing the qcow2', blockSize: 1 }, async (disk, { activity }) => {
    const total = disk.ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    const onProgress = (part: number) => activity?.set({ done: Math.round(part * total) });
    await write(request, { signal: request.signal, onProgress });
  });
}

type Run = Pick<DiskWork, 'signal'> & { readonly onProgress: (part: number) => void };

async function write(request: WriteDiskRequest, run: Run): Promise<void> {
  const { input, output, searchPath, qcow2 = { kind: 'plain' } } = request;
  const img = (...args: readonly string[]) => runQemuImg({ args, searchPath, ...run });
  if (qcow2.kind !== 'overlay') {
    const compression = qcow2.kind === 'zstd' ? ['-c', '-o', 'compression_type=zstd'] : [];
    return img('convert', '-p', '-f', 'raw', '-O', 'qcow2', ...compression, input, output);
  }
  // A disk that differs in nothing from ours, and then what differs from the other one is put into it.
  await img('create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', input, output);
  await img('rebase', '-p', '-f', 'qcow2', '-F', 'qcow2', '-b', qcow2.backing, output);
  if (qcow2.recordAs !== undefined)
    await img('rebase', '-u', '-f', 'qcow2', '-F', 'qcow2', '-b', qcow2.recordAs, output);
}
