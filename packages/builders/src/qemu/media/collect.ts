import { basename, join, posix } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import {
  findLocalFile,
  followLinks,
  isPattern,
  type LocalFile,
  matchFiles,
  type PartContext,
  type Text,
} from '@strata/sdk';
import { problem } from '../../codes';
import type { Piece } from './medium-files';

export type CollectContext = Pick<PartContext, 'ports' | 'reporter' | 'baseDirectory'>;

/** How files and folders of an option come onto a medium. */
export type Arrangement =
  /** Every file below, wherever it lies, into the root: `floppy_files`. */
  | 'flat'
  /** A folder as a folder of its name: `floppy_dirs`. */
  | 'folders'
  /** The same, and what is in it when its path ends in a slash: `cd_files`. */
  | 'folders or contents';

/**
 * Finds what an option names, patterns too. The rules are those of packer-plugin-sdk's `StepCreateFloppy` and
 * `StepCreateCD`; links become what they lead to.
 *
 * @throws Failure with everything that is not there
 */
export async function collectLocal(
  context: CollectContext,
  paths: readonly string[],
  arrangement: Arrangement,
): Promise<readonly Piece[]> {
  const expanded = await Promise.all(paths.map((path) => expand(context, path)));
  const found = await findLocalFile(context, expanded.flat());
  const pieces = await Promise.all(found.map((file) => arrange(context, file, arrangement)));
  return pieces.flat();
}

/** Texts that a template gives by path: `floppy_content`, `cd_content`. */
export function collectTexts(content: Readonly<Record<string, Text>> | undefined): readonly Piece[] {
  const entries = Object.entries(content ?? {});
  const problems = entries.flatMap(([path]) => checkPath(path));
  if (problems.length > 0) throw new Failure(problems);
  return entries.map(([path, text]) => ({
    kind: 'file',
    path: posix.normalize(`/${path}`).slice(1),
    content: { kind: 'text', text },
  }));
}

function checkPath(path: string): readonly Diagnostic[] {
  const climbs = posix.normalize(path.replace(/^\/+/, '')).split('/')[0] === '..';
  if (!climbs && posix.normalize(`/${path}`) !== '/' && !path.endsWith('/')) return [];
  return [
    problem('BLD047', {
      detail: `"${path}" names no file on a medium: it takes a path like "sub/user-data".`,
    }),
  ];
}

async function expand(context: CollectContext, path: string): Promise<readonly string[]> {
  if (!isPattern(path)) return [path];
  const matches = await matchFiles(context, path);
  if (!matches)
    throw new Failure(
      problem('BLD047', {
        detail: `"${path}" is no pattern: a class is not closed, or its range runs backwards.`,
      }),
    );
  if (matches.length === 0) context.reporter.warn(`Nothing fits the pattern "${path}".`);
  return matches;
}

async function arrange(
  context: CollectContext,
  file: LocalFile,
  arrangement: Arrangement,
): Promise<readonly Piece[]> {
  const name = basename(file.path);
  if (file.stat.kind !== 'directory') return [await makeFile(context, file.path, name)];
  const takesContents = arrangement === 'folders or contents' && file.path.endsWith('/');
  const inside = await walk(context, file.path, takesContents ? '' : name);
  if (arrangement !== 'flat') return inside;
  return inside.flatMap((piece) =>
    piece.kind === 'file' ? [{ ...piece, path: posix.basename(piece.path) }] : [],
  );
}

/** A folder and all below it, names in order. @param as its path on the medium, empty for the root */
async function walk(context: CollectContext, folder: string, as: string): Promise<readonly Piece[]> {
  const entries = await context.ports.files.listEntries(folder);
  const below = await Promise.all(
    entries.map(({ name, kind }) => {
      const path = join(folder, name);
      const target = posix.join(as, name);
      return kind === 'directory'
        ? walk(context, path, target)
        : makeFile(context, path, target).then((it) => [it]);
    }),
  );
  return [...(as === '' ? [] : [{ kind: 'folder', path: as } as const]), ...below.flat()];
}

async function makeFile({ ports }: CollectContext, path: string, as: string): Promise<Piece> {
  const found = await followLinks(ports, path);
  if (found?.stat.kind === 'file')
    return { kind: 'file', path: as, content: { kind: 'local', path: found.path, size: found.stat.size } };
  const what = found ? `leads to a ${found.stat.kind}` : 'leads nowhere';
  throw new Failure(
    problem('BLD047', { detail: `${path} ${what}; only files and folders can be put on a medium.` }),
  );
}
