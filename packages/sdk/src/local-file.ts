import { basename, dirname, resolve } from 'node:path';
import { type Diagnostic, Failure, suggest } from '@strata/diagnostics';
import { problem } from './codes';
import type { PartContext } from './parts';
import type { FileStat, Ports } from './ports';

export type LocalContext = Pick<PartContext, 'ports' | 'baseDirectory'>;

/** A file or folder of this machine that an option names. */
export interface LocalFile {
  /** As the user wrote it. */
  readonly given: string;
  /** Absolute; a trailing slash of `given` stays. */
  readonly path: string;
  /** Of what a link leads to. */
  readonly stat: FileStat;
}

type Wanted = 'file' | 'directory' | 'either';

/** Finds all paths, or throws one `Failure` that names every one that is missing or of the wrong kind. */
export async function findLocalFile(
  context: LocalContext,
  paths: readonly string[],
  wanted: Wanted = 'either',
): Promise<readonly LocalFile[]> {
  const looked = await Promise.all(paths.map((given) => look(context, given, wanted)));
  const problems = looked.filter((result): result is Diagnostic => 'code' in result);
  if (problems.length > 0) throw new Failure(problems);
  return looked as readonly LocalFile[];
}

async function look(context: LocalContext, given: string, wanted: Wanted): Promise<LocalFile | Diagnostic> {
  const path = resolve(context.baseDirectory, given);
  const found = await followLinks(context.ports, path);
  if (!found) return getMissing(context, given, path);
  const { stat } = found;
  if (wanted !== 'either' && stat.kind !== wanted) {
    return problem('SDK004', { detail: `"${given}" must be a ${wanted}; ${path} is a ${stat.kind}.` });
  }
  return { given, path: given.endsWith('/') ? `${path}/` : path, stat };
}

/** As many links as Linux follows. */
const MAX_LINKS = 40;

/** The file or folder that a path leads to through links; undefined when it leads nowhere. */
export async function followLinks(
  { files }: Ports,
  path: string,
): Promise<{ readonly path: string; readonly stat: FileStat } | undefined> {
  let target = path;
  for (let links = 0; links < MAX_LINKS; links++) {
    const stat = await files.stat(target);
    if (stat?.kind !== 'symlink') return stat && { path: target, stat };
    target = resolve(dirname(target), await files.readLink(target));
  }
  return undefined;
}

async function getMissing({ ports }: LocalContext, given: string, path: string): Promise<Diagnostic> {
  const names = await ports.files.list(dirname(path)).catch(() => []);
  const near = suggest(basename(path), names);
  const detail = `"${given}" is not there; ${path} was tried.`;
  return problem('SDK004', {
    detail,
    hint: near
      ? `Did you mean "${given.slice(0, given.length - basename(given).length)}${near}"?`
      : 'A relative path starts from the folder in which the build was started; $${path.root}/… from the template.',
  });
}
