import type { DiskRequest } from '@strata/layers/disk';
import type { Store } from '@strata/layers/store';

/** What an image can be written as for machines that start from it. */
export const DISK_FORMATS = ['raw'] as const;
export type ExportedDiskFormat = (typeof DISK_FORMATS)[number];

const MIB = 2 ** 20;

export interface DiskExport extends DiskRequest {
  readonly format: ExportedDiskFormat;
}

/** Writes a built image as a disk; gives what a person wants to know of it. */
export async function exportDisk(store: Store, { format, ...request }: DiskExport): Promise<string> {
  const { makeDisk } = await import('@strata/layers/disk');
  const { size, rootId } = await makeDisk(store, request);
  return `${format} disk of ${size / MIB} MiB, root file system ${rootId}`;
}
