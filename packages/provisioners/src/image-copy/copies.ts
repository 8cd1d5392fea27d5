import { posix } from 'node:path';
import type { ImageCopyOptions } from './schema';

/** Something of the source that is wanted. Paths are relative to the source's root; empty is the root itself. */
export type Wanted =
  /** What is in a folder goes into `to`. */
  | { readonly kind: 'content'; readonly path: string; readonly to: string }
  /** A file or folder becomes `to`. */
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  /** Files and folders keep their paths below `to`. */
  | { readonly kind: 'keep'; readonly paths: readonly string[]; readonly to: string };

type Choice = Pick<ImageCopyOptions, 'source' | 'paths' | 'destination'>;

/** What the options ask for. */
export function getWanted({ source, paths, destination }: Choice): Wanted {
  if (paths) return { kind: 'keep', paths: paths.map(getRelative), to: getFolder(destination) };
  const path = getRelative(source ?? '');
  if (path === '' || source?.endsWith('/')) return { kind: 'content', path, to: getFolder(destination) };
  const to = destination.endsWith('/')
    ? posix.join(destination, posix.basename(path))
    : getFolder(destination);
  return { kind: 'rename', path, to };
}

/** Every path of the source that must be there. */
export function getPaths(wanted: Wanted): readonly string[] {
  return wanted.kind === 'keep' ? wanted.paths : [wanted.path];
}

function getRelative(path: string): string {
  return posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
}

function getFolder(path: string): string {
  return posix.normalize(`${path}/`).replace(/(.)\/+$/, '$1');
}
