import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Communicator, type MachineBuilder, type MachineContext, reveal } from '@strata/sdk';
import type { FileBuilderOptions, FileBuilderSchema } from './schema';

export const fileBuilder: MachineBuilder<FileBuilderSchema> = {
  build: async (context, options, provision) => {
    const path = resolve(context.baseDirectory, options.target);
    await context.step('StepWriteFile', () => writeTarget(context, options, path));
    await context.step('StepProvision', () => provision({ communicator: nowhere, facts: { ID: 'File' } }));
    return {
      builderId: 'packer.file',
      id: 'File',
      files: [options.target],
      description: `Stored file: ${options.target}`,
    };
  },
};

/** As Packer writes `content`. */
const OWNER_ONLY = 0o600;

async function writeTarget(
  { baseDirectory, ports, signal }: MachineContext,
  { content, source }: FileBuilderOptions,
  path: string,
): Promise<void> {
  if (source === undefined) return ports.files.write(path, reveal(content ?? ''), OWNER_ONLY);
  await pipeline(ports.files.stream(resolve(baseDirectory, source)), ports.files.sink(path), { signal });
}

/** There is no machine: as in Packer, whatever is done on it is taken for done. */
const nowhere: Communicator = {
  type: 'none',
  exec: async () => ({ kind: 'exited', code: 0 }),
  upload: async () => undefined,
  uploadDirectory: async () => undefined,
  download: async () => undefined,
  downloadDirectory: async () => undefined,
};
