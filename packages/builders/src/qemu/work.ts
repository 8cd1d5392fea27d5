import { resolve } from 'node:path';
import type { MachineContext } from '@strata/sdk';
import type { QemuOptions } from './schema';

/** A machine under way. */
export interface Work {
  readonly context: MachineContext;
  readonly options: QemuOptions;
  /** Of the machine, and of its disk's file. */
  readonly name: string;
  /** As people know it. */
  readonly shownDirectory: string;
  /** Absolute. */
  readonly outputDirectory: string;
}

export function createWork(context: MachineContext, options: QemuOptions): Work {
  const shownDirectory = options.output_directory || `output-${context.buildName}`;
  return {
    context,
    options,
    name: options.vm_name || `packer-${context.buildName}`,
    shownDirectory,
    outputDirectory: resolve(context.baseDirectory, shownDirectory),
  };
}
