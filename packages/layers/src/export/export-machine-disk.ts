import { rm } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { ArtifactContext, DiskOptions, Exported, ImageExport } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { problem } from '../codes';
import { convertDisk } from '../disk';
import { placeOutput } from '../oci/output';
import { openWorkspaceStore } from '../store';
import { getTemporaryPath } from '../store/json-file';
import { getQcow2 } from './export-disk';
import { formatMib } from './format-mib';
import { isDiskFormat } from './is-disk-format';
import { listFiles } from './list-files';
import { describeDisk } from './machine-disk/describe-disk';
import { findMachineDisk } from './machine-disk/find';
import { openMachineDisk } from './machine-disk/open';

/**
 * Writes the disk of a machine in another format: the first, from which it boots. Its content is what it was.
 *
 * @throws Failure LAY124 when the artifact has no disk here, or something is asked for that only a disk of layers gets
 */
export async function exportMachineDisk(
  context: ArtifactContext,
  { artifact, format, output, name, disk, form }: ImageExport,
): Promise<Exported> {
  if (!isDiskFormat(format)) throw onlyDisks(format);
  refuseOptions(disk);
  const found = await findMachineDisk(context, artifact);
  const store = await openWorkspaceStore(context);
  const { searchPath } = store.context;
  const startActivity = createActivities(context.reporter, context.ports.clock);
  const work = { searchPath, signal: context.signal, startActivity };
  const temporary = getTemporaryPath(store.context, 'disk');
  try {
    const input = await openMachineDisk(found, { temporary, ...work });
    const { size, contentKey } = await describeDisk(input, work);
    const machine = {
      guest: 'linux',
      firmware: disk.firmware === 'uefi' ? 'efi' : 'bios',
      ...form.machine,
    } as const;
    await placeOutput(store.context, output, (path) =>
      convertDisk({
        ...{ format, name, input, contentKey, machine, output: path, ...work },
        qcow2: getQcow2(form, output),
      }),
    );
    return { files: await listFiles(output), summary: `${format} disk of ${formatMib(size)}` };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What is decided when a disk is made cannot be decided of one that is there. */
const madeWith = {
  size: 'size',
  free: 'free',
  secureBoot: 'secure_boot',
  loader: 'loader',
  kernelArguments: 'kernel_arguments',
} as const satisfies Partial<Record<keyof DiskOptions, string>>;

function refuseOptions(disk: DiskOptions): void {
  const asked = (Object.keys(madeWith) as (keyof typeof madeWith)[]).filter(
    (name) => disk[name] !== undefined && disk[name] !== false,
  );
  if (asked.length === 0) return;
  const names = asked.map((name) => madeWith[name]).join(', ');
  throw new Failure(
    problem('LAY124', {
      detail: `The artifact is the disk of a machine, which keeps its size and its boot loader; given were ${names}.`,
      hint: 'Leave them out, and give them to the builder of the machine.',
    }),
  );
}

function onlyDisks(format: string): Failure {
  return new Failure(
    problem('LAY124', {
      detail: `The artifact is no image of layers, and ${format} is made of layers alone.`,
      hint: 'Choose a format of disks, such as qcow2, vhd or ova.',
    }),
  );
}
