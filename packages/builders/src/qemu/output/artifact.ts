import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Artifact } from '@strata/sdk';
import { getDiskPaths } from '../disks/make';
import { OWNER_FILE } from '../resources';
import type { Work } from '../work';
import { rememberOutput } from './last-output';
import type { Output } from './prepare';

export const EFI_VARIABLES = 'efivars.fd';

/** All files of the output directory. It belongs to the artifact from here on. @param accelerator what the machine ran on */
export async function makeArtifact(work: Work, output: Output, accelerator: string): Promise<Artifact> {
  const { context, options, outputDirectory, shownDirectory } = work;
  await rm(join(outputDirectory, OWNER_FILE));
  await output.folder.keep();
  await output.previous?.remove();
  await rememberOutput(context, outputDirectory);
  const names = await readdir(outputDirectory, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(outputDirectory.length + 1))
    .filter((name) => !(options.efi_drop_efivars && name === EFI_VARIABLES))
    .sort()
    .map((name) => join(shownDirectory, name));
  return {
    builderId: 'transcend.qemu',
    id: 'VM',
    files,
    machine: {
      disks: options.skip_export
        ? []
        : getDiskPaths(work).map((path) => join(shownDirectory, basename(path))),
      accelerator,
    },
    description: `VM files in directory: ${shownDirectory}`,
    remove: () => rm(outputDirectory, { recursive: true, force: true }),
    settle: () => rememberOutput(context, outputDirectory),
  };
}
