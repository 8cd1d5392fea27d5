import { resolve } from 'node:path';
import {
  type DiskController,
  type DiskForm,
  type DiskOptions,
  type Firmware,
  type ImageFormat,
  type Loader,
  type NetworkCard,
  parseDiskSize,
} from '@strata/sdk';
import type { ExportOptions } from './schema';

/** Each once, in the order of the template. The schema lets no other words through. */
export function readFormats({ formats }: ExportOptions): readonly ImageFormat[] {
  return [...new Set(formats as readonly ImageFormat[])];
}

/** What the disk is like. */
export function readDisk(options: ExportOptions): DiskOptions {
  const size = options.size === undefined ? undefined : parseDiskSize(options.size);
  const free = options.free === undefined ? undefined : parseDiskSize(options.free);
  return {
    ...(size !== undefined && { size }),
    ...(free !== undefined && { free }),
    ...(options.firmware !== undefined && { firmware: options.firmware as Firmware }),
    ...(options.loader !== undefined && { loader: options.loader as Loader }),
    ...(options.kernel_arguments !== undefined && { kernelArguments: options.kernel_arguments }),
    secureBoot: options.secure_boot,
  };
}

/** What it is written as, beside its format. @param directory that relative paths start from */
export function readForm(options: ExportOptions, directory: string): DiskForm {
  const { cpus, memory, disk_controller: controller, network_card: network } = options;
  return {
    isCompressed: options.compress,
    ...(options.backing !== undefined && { backing: resolve(directory, options.backing) }),
    machine: {
      ...(cpus !== undefined && { cpus }),
      ...(memory !== undefined && { memory }),
      ...(controller !== undefined && { diskController: controller as DiskController }),
      ...(network !== undefined && { network: network as NetworkCard }),
    },
  };
}
