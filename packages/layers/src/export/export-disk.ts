import { dirname, relative } from 'node:path';
import type { DiskForm } from '@strata/sdk';
import { type Machine, type Qcow2Options, type WriteDiskRequest, writeDisk } from '../disk';
import type { Store } from '../store';
import { formatMib } from './format-mib';

export interface DiskExport extends Omit<WriteDiskRequest, 'machine' | 'qcow2'> {
  readonly form: DiskForm;
}

/** Writes an image of layers as a disk; gives what a person wants to know of it. */
export async function exportDisk(store: Store, { form, ...request }: DiskExport): Promise<string> {
  const machine: Partial<Machine> = {
    guest: getGuest(request),
    firmware: request.options?.firmware === 'uefi' || request.options?.secureBoot ? 'efi' : 'bios',
    ...form.machine,
  };
  const qcow2 = getQcow2(form, request.output);
  const { size, rootId } = await writeDisk(store, { ...request, machine, qcow2 });
  return `${request.format} disk of ${formatMib(size)}, root file system ${rootId}`;
}

/** A disk over another one names it from its own folder, so that both can be moved together. */
export function getQcow2({ isCompressed, backing }: DiskForm, output: string): Qcow2Options {
  if (backing === undefined) return { kind: isCompressed ? 'zstd' : 'plain' };
  return { kind: 'overlay', backing, recordAs: relative(dirname(output), backing) };
}

function getGuest({ image }: Pick<DiskExport, 'image'>): Machine['guest'] {
  const { distribution } = image.base;
  return distribution === 'debian' || distribution === 'ubuntu' ? distribution : 'linux';
}
