import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { DiskFormat, Machine } from '@strata/layers/disk';
import { problem } from './codes';
import type { DiskForm } from './export-disk';
import { defineFlags, type Parsed } from './flags';

const controllers: readonly Machine['diskController'][] = ['pvscsi', 'lsilogic', 'sata', 'virtio-scsi'];
const networkCards: readonly Machine['network'][] = ['vmxnet3', 'e1000', 'e1000e', 'virtio'];

/** Flags that say how a disk is written, and what a machine described beside it has. */
export const formFlags = defineFlags({
  compress: { kind: 'switch', doc: 'Compress a qcow2 with zstd, which QEMU reads since 5.1.' },
  backing: {
    kind: 'text',
    placeholder: 'PATH',
    doc: 'A qcow2 disk, such as that of the parent: write only what differs from it.',
  },
  cpus: { kind: 'number', placeholder: 'N', doc: 'Of a machine in an ova, ovf or vmx. By default 2.' },
  memory: {
    kind: 'number',
    placeholder: 'MIB',
    doc: 'Of a machine in an ova, ovf or vmx, in MiB. By default 2048.',
  },
  'disk-controller': {
    kind: 'text',
    placeholder: controllers.join('|'),
    allowed: controllers,
    doc: 'Of a machine in an ova, ovf or vmx. By default pvscsi.',
  },
  'network-card': {
    kind: 'text',
    placeholder: networkCards.join('|'),
    allowed: networkCards,
    doc: 'Of a machine in an ova, ovf or vmx. By default vmxnet3.',
  },
});

/** Flags and the formats that they say something of. */
const meant: Readonly<Record<keyof typeof formFlags, readonly DiskFormat[]>> = {
  compress: ['qcow2'],
  backing: ['qcow2'],
  cpus: ['ova', 'ovf', 'vmx'],
  memory: ['ova', 'ovf', 'vmx'],
  'disk-controller': ['ova', 'ovf', 'vmx'],
  'network-card': ['ova', 'ovf', 'vmx'],
};

/** VMware counts memory so. */
const memoryStep = 4;

/**
 * What the flags say of the form of a disk.
 *
 * @throws Failure CLI004 with every flag that says nothing of the format, or a number that no machine has
 */
export function readDiskForm(
  { flags }: Pick<Parsed<typeof formFlags>, 'flags'>,
  { format, cwd }: { readonly format: string; readonly cwd: string },
): DiskForm {
  const problems = [...checkMeant(flags, format), ...checkValues(flags)];
  if (problems.length > 0) throw new Failure(problems);
  return {
    isCompressed: flags.compress,
    ...(flags.backing !== undefined && { backing: resolve(cwd, flags.backing) }),
    machine: {
      ...(flags.cpus !== undefined && { cpus: flags.cpus }),
      ...(flags.memory !== undefined && { memory: flags.memory }),
      ...(flags['disk-controller'] !== undefined && {
        diskController: flags['disk-controller'] as Machine['diskController'],
      }),
      ...(flags['network-card'] !== undefined && { network: flags['network-card'] as Machine['network'] }),
    },
  };
}

type Flags = Parsed<typeof formFlags>['flags'];

function checkMeant(flags: Flags, format: string): readonly Diagnostic[] {
  return (Object.keys(meant) as (keyof typeof meant)[])
    .filter((name) => flags[name] !== undefined && flags[name] !== false)
    .filter((name) => !(meant[name] as readonly string[]).includes(format))
    .map((name) =>
      problem('CLI004', {
        detail: `-${name} says nothing of the format ${format}. Formats that it is for: ${meant[name].join(', ')}.`,
      }),
    );
}

function checkValues({ compress, backing, cpus, memory }: Flags): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (compress && backing !== undefined) {
    const detail = 'A disk over another one is not compressed: -compress and -backing exclude each other.';
    problems.push(problem('CLI004', { detail }));
  }
  if (cpus === 0) problems.push(problem('CLI004', { detail: '-cpus was given "0". Allowed: 1 or more.' }));
  if (memory !== undefined && (memory === 0 || memory % memoryStep !== 0)) {
    const detail = `-memory was given "${memory}". Allowed: MiB, a multiple of ${memoryStep}.`;
    problems.push(problem('CLI004', { detail }));
  }
  return problems;
}
