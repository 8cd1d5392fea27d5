import { constants, copyFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { QemuOptions } from '../schema';
import type { Work } from '../work';
import { runQemuImg } from './qemu-img';
import { DEFAULT_SIZE, getSize } from './size';

/** Disks of a machine in the making: the first is what it is installed on. */
export function getDiskPaths({ options, name, outputDirectory }: Work): readonly string[] {
  const more = (options.disk_additional_size ?? []).map((_, index) => `${name}-${index + 1}`);
  return [name, ...more].map((each) => join(outputDirectory, each));
}

const sizeOf = (text: string) => getSize(text) ?? DEFAULT_SIZE;

/** Makes all disks of a machine, in Packer's steps. */
export async function makeDisks(work: Work, paths: readonly string[], start: string): Promise<void> {
  const { context, options } = work;
  const main = paths[0] ?? '';
  await context.step('stepCreateDisk', () => createDisks(work, paths, start));
  if (!options.disk_image) return;
  if (!options.use_backing_file) await context.step('stepCopyDisk', () => copyDisk(work, start, main));
  if (!options.skip_resize_disk) await context.step('stepResizeDisk', () => resizeDisk(work, main));
}

/** Makes those that begin empty, or on another disk that stays as it is. */
async function createDisks(work: Work, paths: readonly string[], start: string): Promise<void> {
  const { context, options } = work;
  const sizes = [options.disk_size, ...(options.disk_additional_size ?? [])];
  for (const [index, path] of paths.entries()) {
    const isCopied = options.disk_image && !options.use_backing_file && index === 0;
    if (isCopied) continue;
    const backing = options.use_backing_file && index === 0 ? ['-b', start, '-F', 'qcow2'] : [];
    await runQemuImg(context, [
      ...['create', '-f', options.format, ...backing],
      ...(options.qemu_img_args?.create ?? []),
      ...[path, sizeOf(sizes[index] ?? '')],
    ]);
  }
}

/** Copies the disk that the machine starts from. */
async function copyDisk({ context, options }: Work, start: string, path: string): Promise<void> {
  const more = options.qemu_img_args?.convert ?? [];
  if (isSameFormat(start, options) && more.length === 0) {
    await copyFile(start, path, constants.COPYFILE_FICLONE);
    return;
  }
  await runQemuImg(context, ['convert', ...more, '-O', options.format, start, path]);
}

/** Packer goes by the name, too. */
function isSameFormat(path: string, { format }: QemuOptions): boolean {
  return extname(path) === `.${format}`;
}

async function resizeDisk({ context, options }: Work, path: string): Promise<void> {
  const more = options.qemu_img_args?.resize ?? [];
  await runQemuImg(context, ['resize', '-f', options.format, ...more, path, sizeOf(options.disk_size)]);
}
