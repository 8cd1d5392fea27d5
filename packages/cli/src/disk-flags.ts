import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type DiskOptions, type Firmware, firmwares, type Loader, loaders, parseDiskSize } from '@strata/sdk';
import { problem } from './codes';
import { defineFlags, type Parsed } from './flags';

/** Flags of everything that makes a disk. */
export const diskFlags = defineFlags({
  size: {
    kind: 'text',
    placeholder: 'SIZE',
    doc: 'Of a disk, such as 4G or 4096M (powers of 1024). By default what the image needs and -free, in steps of 4 GiB.',
  },
  free: {
    kind: 'text',
    placeholder: 'SIZE',
    doc: 'What a disk without -size has left for the machine. By default 1G.',
  },
  firmware: {
    kind: 'text',
    placeholder: firmwares.join('|'),
    allowed: firmwares,
    doc: 'What starts machines with the disk. By default both.',
  },
  'secure-boot': {
    kind: 'switch',
    doc: 'Start the disk by shim and a signed GRUB, for UEFI with Secure Boot.',
  },
  loader: {
    kind: 'text',
    placeholder: loaders.join('|'),
    allowed: loaders,
    doc: 'What UEFI starts: GRUB, or kernel, initrd and arguments in one file. By default grub.',
  },
  'kernel-arguments': {
    kind: 'text',
    placeholder: 'WORDS',
    doc: 'More words for the kernel of a disk: "rootdelay=300 quiet".',
  },
});

/** What the flags say of a disk. @throws Failure CLI004 with every size that is none */
export function readDiskOptions({ flags }: Pick<Parsed<typeof diskFlags>, 'flags'>): DiskOptions {
  const problems: Diagnostic[] = [];
  const readSize = (name: 'size' | 'free'): number | undefined => {
    const text = flags[name];
    const size = text === undefined ? undefined : parseDiskSize(text);
    if (text !== undefined && size === undefined) {
      problems.push(
        problem('CLI004', {
          detail: `-${name} was given "${text}". Allowed: a number with M, G or T, such as 4G.`,
        }),
      );
    }
    return size;
  };
  const size = readSize('size');
  const free = readSize('free');
  if (problems.length > 0) throw new Failure(problems);
  return {
    ...(size !== undefined && { size }),
    ...(free !== undefined && { free }),
    ...(flags.firmware !== undefined && { firmware: flags.firmware as Firmware }),
    ...(flags.loader !== undefined && { loader: flags.loader as Loader }),
    ...(flags['kernel-arguments'] !== undefined && { kernelArguments: flags['kernel-arguments'] }),
    secureBoot: flags['secure-boot'],
  };
}
