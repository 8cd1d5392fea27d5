import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../../codes';
import type { Opened } from '../../open-templates';
import type { Definition } from '../definition/definition';
import { getFolder, type PackageReceipt, readPackageReceipt, readReceiptIn } from '../pack/receipt';
import type { LocalPackage } from './agent';

/** A package in its folder. */
export function makeLocal({ application, configuration }: PackageReceipt, folder: string): LocalPackage {
  return {
    application,
    path: join(folder, application.packageFile),
    configuration: configuration && join(folder, application.configurationFile),
  };
}

/** The package of the version before, where somebody kept it. */
export async function findPrevious(
  files: Pick<Files, 'stat' | 'readText'>,
  folder: string | undefined,
): Promise<LocalPackage | undefined> {
  if (folder === undefined) return undefined;
  return makeLocal(await readReceiptIn(files, folder), folder);
}

/**
 * The packages of applications that a machine has before.
 *
 * @throws Failure CLI062 for a project that nobody knows, CLI063 for one that was not packaged
 */
export async function findNeeds(
  { session, workspace }: Omit<Opened, 'templates'>,
  { test, at }: Definition,
): Promise<readonly LocalPackage[]> {
  const { files } = session.run.ports;
  const found: LocalPackage[] = [];
  for (const [index, name] of test.machine.needs.entries()) {
    const directory = await workspace.findDirectory(name);
    const subject = at(`test.machine.needs.${index}`);
    if (directory === undefined)
      throw new Failure(
        problem('CLI062', {
          detail: `There is no project "${name}" in this workspace.`,
          hint: 'Name the project of another VM application.',
          ...(subject && { subject }),
        }),
      );
    found.push(makeLocal(await readPackageReceipt(files, directory), getFolder(directory)));
  }
  return found;
}
