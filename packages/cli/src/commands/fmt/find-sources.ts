import { posix } from 'node:path';
import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { Ports } from '@strata/sdk';
import { problem } from '../../codes';
import { STDIN } from './read-source';

/** What is formatted in folders: templates and files of values. Template files (`.pkrtpl.hcl`) are text, not HCL. */
const ENDINGS = ['.pkr.hcl', '.pkrvars.hcl'];

/** Folders below one that is given, of which nobody means the content. Hidden ones are left out too. */
const FOREIGN_FOLDERS = ['node_modules'];

export interface FindOptions {
  /** Look into folders below, too. */
  readonly recursive: boolean;
}

/** The files that paths stand for, by the names that the user knows them by. A file that is named is always meant. */
export async function findSources(
  ports: Ports,
  paths: readonly string[],
  options: FindOptions,
): Promise<Checked<readonly string[]>> {
  const names: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    if (path === STDIN) names.push(path);
    else await addSources(path);
  }
  return { value: names, diagnostics };

  async function addSources(path: string): Promise<void> {
    const listed = await listFolder(ports, path);
    if ('problem' in listed) diagnostics.push(listed.problem);
    else if (listed.names) await addFolder(path, listed.names);
    else names.push(path);
  }

  async function addFolder(folder: string, entries: readonly string[]): Promise<void> {
    for (const entry of entries) {
      const fits = ENDINGS.some((ending) => entry.endsWith(ending));
      if (entry.startsWith('.') || !(fits || options.recursive)) continue;
      const path = posix.join(folder, entry);
      if (!(await isFolder(path))) {
        if (fits) names.push(path);
      } else if (options.recursive && !FOREIGN_FOLDERS.includes(entry)) await addSources(path);
    }
  }

  /** A link to a folder is none: following it could go round for ever, or out of the tree. */
  async function isFolder(path: string): Promise<boolean> {
    const stat = await ports.files.stat(posix.resolve(ports.environment.cwd, path));
    return stat?.kind === 'directory';
  }
}

type Listed = { readonly names: readonly string[] | undefined } | { readonly problem: Diagnostic };

/** The names in a folder; undefined for a file. */
async function listFolder({ files, environment: { cwd } }: Ports, path: string): Promise<Listed> {
  try {
    return { names: await files.list(posix.resolve(cwd, path)) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return { names: undefined };
    if (code === 'ENOENT') return { problem: notFound(path, cwd) };
    return { problem: problem('CLI020', { detail: `The folder "${path}" cannot be read: ${message}.` }) };
  }
}

function notFound(path: string, cwd: string): Diagnostic {
  return problem('CLI006', {
    detail: `Nothing is at "${path}" (seen from ${cwd}).`,
    hint: 'Give the path of a template, of a file of values, or of their folder.',
  });
}
