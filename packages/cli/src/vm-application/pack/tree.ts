import { lstat, readdir, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Definition, FilesSource } from '../definition/definition';
import type { PackContext } from './context';
import { findSource, sourceMissing, type Wanted } from './find-source';

/** Something of this machine with its place on the other. */
export type TreeEntry = { readonly to: string } & (
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'file'; readonly source: string; readonly size: number; readonly mode: number }
);

/** Rights that a umask or a check-out decides are no part of a package: a file may be run, or it may not. */
const RUNNABLE = 0o100;
const modes = { plain: 0o644, runnable: 0o755 } as const;

/**
 * The files of a package by their places on the machine, in the order of their bytes.
 *
 * @throws Failure CLI062 with all that is not there, or cannot be packed
 */
export async function gatherTree(
  context: PackContext,
  definition: Definition,
  { files }: FilesSource,
): Promise<readonly TreeEntry[]> {
  const problems: Diagnostic[] = [];
  const found = new Map<string, TreeEntry>();
  for (const [index, file] of files.entries()) {
    const wanted: Wanted = { ...file, setting: `package.files.${index}` };
    const source = await findSource(context, definition, wanted);
    const entries = await listBelow(source, getPlace(source, file.to)).catch((error: unknown) => {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['ENOENT', 'ENOTDIR'].includes(code)) throw error;
      problems.push(sourceMissing(definition, wanted));
      return [];
    });
    for (const entry of entries) {
      const told = checkEntry(entry, found.get(entry.to), definition, wanted);
      if (told) problems.push(told);
      found.set(entry.to, entry);
    }
  }
  if (problems.length > 0) throw new Failure(problems);
  return [...found.values()].sort((a, b) => Buffer.compare(Buffer.from(a.to), Buffer.from(b.to)));
}

/** `to` with a slash at its end is the folder that the file goes into. */
function getPlace(source: string, to: string): string {
  const name = source.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return /[/\\]$/.test(to) ? `${to}${name}` : to;
}

async function listBelow(source: string, to: string): Promise<readonly TreeEntry[]> {
  const found = await lstat(source);
  if (found.isSymbolicLink()) return [{ kind: 'link', to, target: await readlink(source) }];
  if (found.isDirectory()) {
    // The folder itself was named with its new name; a slash at its end was for what is inside.
    const place = to.replace(/[/\\]$/, '');
    const names = await readdir(source);
    const separator = /^[A-Za-z]:/.test(to) ? '\\' : '/';
    const below = await Promise.all(
      names.map((name) => listBelow(join(source, name), `${place}${separator}${name}`)),
    );
    return [{ kind: 'folder', to: place }, ...below.flat()];
  }
  const mode = found.mode & RUNNABLE ? modes.runnable : modes.plain;
  if (found.isFile()) return [{ kind: 'file', to, source, size: found.size, mode }];
  throw new Failure(
    problem('CLI062', {
      detail: `"${source}" is neither a file nor a folder nor a link, and cannot be packed.`,
    }),
  );
}

function checkEntry(
  { kind, to }: TreeEntry,
  before: TreeEntry | undefined,
  { at }: Definition,
  { setting }: Wanted,
): Diagnostic | undefined {
  const subject = at(setting);
  const told = (detail: string) => problem('CLI062', { detail, ...(subject && { subject }) });
  if (/[\r\n]/.test(to))
    return told(`A name with an end of a line in it cannot be packed: ${JSON.stringify(to)}.`);
  if (before && !(before.kind === 'folder' && kind === 'folder'))
    return told(`Two files go to "${to}" on the machine.`);
  return undefined;
}

/** Folders above a place that are no part of it, outermost first: `/opt/app/bin` gives `/opt`, `/opt/app`. */
export function listParents(to: string): readonly string[] {
  const above: string[] = [];
  for (let at = posix.dirname(to); at !== '/' && at !== '.'; at = posix.dirname(at)) above.unshift(at);
  return above;
}
