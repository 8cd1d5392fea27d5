import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import {
  type DiskController,
  type DiskForm,
  diskControllers,
  formatsOfWord,
  memoryStep,
  type NetworkCard,
  networkCards,
} from '@strata/sdk';
import { problem } from './codes';
import { defineFlags, type Parsed } from './flags';

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
    placeholder: diskControllers.join('|'),
    allowed: diskControllers,
    doc: 'Of a machine in an ova, ovf or vmx. By default pvscsi.',
  },
  'network-card': {
    kind: 'text',
    placeholder: networkCards.join('|'),
    allowed: networkCards,
    doc: 'Of a machine in an ova, ovf or vmx. By default vmxnet3.',
  },
});

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
        diskController: flags['disk-controller'] as DiskController,
      }),
      ...(flags['network-card'] !== undefined && { network: flags['network-card'] as NetworkCard }),
    },
  };
}

type Flags = Parsed<typeof formFlags>['flags'];

/** The word of a template that a flag stands for: `disk-controller` is `disk_controller`. */
const getWord = (flag: string) => flag.replaceAll('-', '_') as keyof typeof formatsOfWord;

function checkMeant(flags: Flags, format: string): readonly Diagnostic[] {
  return (Object.keys(formFlags) as (keyof typeof formFlags)[])
    .filter((name) => flags[name] !== undefined && flags[name] !== false)
    .map((name) => ({ name, formats: formatsOfWord[getWord(name)] as readonly string[] }))
    .filter(({ formats }) => !formats.includes(format))
    .map(({ name, formats }) =>
      problem('CLI004', {
        detail: `-${name} says nothing of the format ${format}. Formats that it is for: ${formats.join(', ')}.`,
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
