import { dirname, relative } from 'node:path';
import type { DiskFormat, Machine, Qcow2Options, WriteDiskRequest } from '@strata/layers/disk';
import type { Store } from '@strata/layers/store';

/** What an image can be written as for machines that start from it. */
export const DISK_FORMATS = [
  'raw',
  'raw.zst',
  'qcow2',
  'vhd',
  'vhdx',
  'vmdk',
  'ova',
  'ovf',
  'vmx',
] as const satisfies readonly DiskFormat[];

const MIB = 2 ** 20;

/** What a disk is written as, beside its format. */
export interface DiskForm {
  /** Compress a qcow2. */
  readonly isCompressed: boolean;
  /** Absolute path of the qcow2 disk that only the differences from are written of. */
  readonly backing?: string;
  readonly machine: Partial<Machine>;
}

export interface DiskExport extends Omit<WriteDiskRequest, 'machine' | 'qcow2'> {
  readonly form: DiskForm;
}

/** Writes a built image as a disk; gives what a person wants to know of it. */
export async function exportDisk(store: Store, { form, ...request }: DiskExport): Promise<string> {
  const { writeDisk } = await import('@strata/layers/disk');
  const machine: Partial<Machine> = {
    guest: getGuest(request),
    firmware: request.options?.firmware === 'uefi' || request.options?.secureBoot ? 'efi' : 'bios',
    ...form.machine,
  };
  const qcow2 = getQcow2(form, request.output);
  const { size, rootId } = await writeDisk(store, { ...request, machine, qcow2 });
  return `${request.format} disk of ${size / MIB} MiB, root file system ${rootId}`;
}

/** A disk over another one names it from its own folder, so that both can be moved together. */
function getQcow2({ isCompressed, backing }: DiskForm, output: string): Qcow2Options {
  if (backing === undefined) return { kind: isCompressed ? 'zstd' : 'plain' };
  return { kind: 'overlay', backing, recordAs: relative(dirname(output), backing) };
}

function getGuest({ image }: Pick<DiskExport, 'image'>): Machine['guest'] {
  const { distribution } = image.base;
  return distribution === 'debian' || distribution === 'ubuntu' ? distribution : 'linux';
}
