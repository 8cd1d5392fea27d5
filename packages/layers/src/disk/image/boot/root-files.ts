import { Failure } from '@strata/diagnostics';
import { problem } from '../../../codes';

/** Reads a file of the root file system that a disk was given; undefined when there is none. Follows no links. */
export type ReadRootFile = (path: string) => Promise<Buffer | undefined>;

/** Where distributions link the kernel and the initrd that are to be started. */
const kernelPaths = ['vmlinuz', 'boot/vmlinuz'];
const initrdPaths = ['initrd.img', 'boot/initrd.img'];

/** The first of some files that is there. */
export async function readFirst(read: ReadRootFile, paths: readonly string[]): Promise<Buffer | undefined> {
  for (const path of paths) {
    const bytes = await read(path);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/** @throws Failure LAY103 for an image that has no kernel: none of its machines would start */
export async function readKernel(read: ReadRootFile): Promise<Buffer> {
  const kernel = await readFirst(read, kernelPaths);
  if (kernel !== undefined) return kernel;
  throw new Failure(
    problem('LAY103', {
      detail: `The image has no kernel: neither ${kernelPaths.map((path) => `/${path}`).join(' nor ')} is there, and a boot loader would have nothing to start.`,
      hint: 'Install one in the image, such as linux-image-cloud-amd64 of Debian; images for containers alone need no disk.',
    }),
  );
}

/** @returns undefined for a kernel that needs none */
export function readInitrd(read: ReadRootFile): Promise<Buffer | undefined> {
  return readFirst(read, initrdPaths);
}
