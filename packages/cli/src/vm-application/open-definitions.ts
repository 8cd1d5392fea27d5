import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { checkDefinition } from './commands/complete';
import type { Definition } from './definition/definition';
import { findDefinitionFile, parseDefinition, readDefinitionFile } from './definition/read-definition';

/** Where definitions are looked for, and when. */
export interface Finding {
  readonly files: Pick<Files, 'stat' | 'readText'>;
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What was read of some definitions. A text stands for the file when problems are shown. */
export interface OpenedDefinitions {
  readonly definitions: readonly Definition[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what the user named: folders of applications, or their files. All that is wrong with any of them is told.
 *
 * @throws Failure CLI005 without a path, CLI061 for one that leads to no application
 */
export async function openDefinitions(
  { files, cwd, now }: Finding,
  paths: readonly string[],
): Promise<OpenedDefinitions> {
  if (paths.length === 0)
    throw new Failure(
      problem('CLI005', {
        detail: 'Name a VM application: its folder, or its vm-app.json.',
        hint: 'For example: strata package-vm-app vm-apps/jq',
      }),
    );
  const diagnostics: Diagnostic[] = [];
  const definitions: Definition[] = [];
  for (const path of paths) {
    const file = await findDefinitionFile(files, resolve(cwd, path));
    const project = await findName(files, dirname(file));
    const read = parseDefinition(await readDefinitionFile(files, file, { cwd, project }));
    diagnostics.push(...read.diagnostics);
    if (!read.value || hasErrors(read.diagnostics)) continue;
    diagnostics.push(...checkDefinition(read.value, now));
    definitions.push(read.value);
  }
  return { definitions, diagnostics };
}

/** Nx's rule: project.json names a project, else package.json, else the folder. */
async function findName(files: Finding['files'], directory: string): Promise<string> {
  for (const name of ['project.json', 'package.json']) {
    const path = join(directory, name);
    if (!(await files.stat(path))) continue;
    const given = getName(await files.readText(path));
    if (given !== undefined) return given;
  }
  return basename(directory);
}

function getName(text: string): string | undefined {
  try {
    const { name, nx } = JSON.parse(text) as { name?: string; nx?: { name?: string } };
    return nx?.name ?? name;
  } catch {
    return undefined;
  }
}
