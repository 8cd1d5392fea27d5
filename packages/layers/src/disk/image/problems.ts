import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { formatSize } from '../../store/space';

/** What went wrong when a tool that makes a piece of a disk did not end well. */
export function toolFailed(tool: string, message: string): Failure {
  return new Failure(
    problem('LAY010', {
      detail: `${tool} failed while a disk was made: ${message}`,
      hint: 'Look at what the message names, then make the disk again.',
    }),
  );
}

/** A boot loader that its partition has no room for. Bytes. */
export function loaderTooLarge(loader: string, size: number, room: number): Failure {
  return new Failure(
    problem('LAY105', {
      detail: `${loader} has ${formatSize(size)}; its partition has room for ${formatSize(room)}.`,
      hint: 'A unified kernel image holds the initrd: make that smaller (MODULES=list or dep for initramfs-tools), or choose GRUB.',
    }),
  );
}

/** Boot loaders, partition types and firmware differ for each architecture. */
export function otherArchitecture(architecture: string): Failure {
  return new Failure(
    problem('LAY104', {
      detail: `The image is for ${architecture}. Bootable disks are made for amd64.`,
      hint: 'Write it as tar or OCI image, or build it for amd64.',
    }),
  );
}
