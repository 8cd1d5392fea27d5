import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { DiskOptions } from '@strata/sdk';
import { problem } from '../../codes';
import { formatSize } from '../../store/space';
import { GIB, MIB } from './sizes';

/** The same with nothing left open but the size. */
export type ChosenOptions = Required<Omit<DiskOptions, 'size'>> & Pick<DiskOptions, 'size'>;

/** The largest file of ext4 with blocks of 4096 bytes: such a disk could be kept on no common file system. */
const largest = 16 * 2 ** 40 - MIB;
/** 66 MiB come before the root file system, and less than this for it holds no system. */
const smallest = 128 * MIB;

/** Fills in what was not given. @throws Failure LAY100 and LAY101 with everything that cannot be */
export function chooseOptions(options: DiskOptions): ChosenOptions {
  const problems = [...checkSize(options), ...checkArguments(options), ...checkTogether(options)];
  if (problems.length > 0) throw new Failure(problems);
  return {
    free: GIB,
    firmware: 'both',
    secureBoot: false,
    loader: 'grub',
    kernelArguments: '',
    ...options,
  };
}

function checkSize({ size, free }: DiskOptions): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (size !== undefined && (size % MIB !== 0 || size < smallest || size > largest)) {
    problems.push(
      problem('LAY100', {
        detail: `The size of the disk is ${size} bytes. Allowed: whole MiB, from ${formatSize(smallest)} to ${formatSize(largest)}.`,
        hint: 'Clouds count disks in whole GiB: 4 GiB are 4294967296 bytes.',
      }),
    );
  }
  if (free !== undefined && !(Number.isSafeInteger(free) && free >= 0 && free < largest)) {
    problems.push(
      problem('LAY100', {
        detail: `${free} bytes are to be left free on the disk. Allowed: from 0 to ${formatSize(largest)}.`,
      }),
    );
  }
  return problems;
}

/** GRUB reads quotes and `$` as a shell does, and gives the kernel quotes with a backslash before each. */
const argumentsPattern = /^[ !#%&()*+,\-./0-9:;<=>?@A-Z[\]^_a-z{|}~]*$/;

function checkArguments({ kernelArguments = '' }: DiskOptions): readonly Diagnostic[] {
  if (argumentsPattern.test(kernelArguments)) return [];
  return [
    problem('LAY100', {
      detail: `The kernel arguments are ${JSON.stringify(kernelArguments)}. Allowed: words of ASCII without quotes, backslashes, backticks and dollars, with spaces between them.`,
    }),
  ];
}

function checkTogether({ firmware, secureBoot, loader }: DiskOptions): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (firmware === 'bios' && secureBoot) {
    problems.push(
      problem('LAY101', { detail: 'Secure Boot is part of UEFI; the disk is to start from a BIOS alone.' }),
    );
  }
  if (firmware === 'bios' && loader === 'uki') {
    problems.push(
      problem('LAY101', {
        detail: 'A unified kernel image is started by UEFI; the disk is to start from a BIOS alone.',
      }),
    );
  }
  if (secureBoot && loader === 'uki') {
    problems.push(
      problem('LAY101', {
        detail: 'Secure Boot starts what is signed, and nobody has signed this unified kernel image.',
        hint: 'Leave out one of the two; with GRUB, shim and a signed GRUB are taken from the distribution.',
      }),
    );
  }
  return problems;
}
