import { lstatSync, readdirSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeEntry } from './tree-entry';

const permissionBits = 0o7777;
const millisecondsInSecond = 1_000;

/**
 * Everything in a folder of this machine, each folder before what it holds. Sockets and devices are left out: they mean
 * nothing on another machine. Looks without waiting: for thousands of small files, waiting costs more than looking.
 */
export function* walkLocalTree(root: string, isExcluded: (path: string) => boolean): Generator<TreeEntry> {
  const top = statSync(root);
  if (!top.isDirectory()) throw new Error('it is no folder');
  yield { path: '', kind: 'folder', ...getCommon(top) };
  yield* walkFolder(root, '', isExcluded);
}

function* walkFolder(
  root: string,
  path: string,
  isExcluded: (path: string) => boolean,
): Generator<TreeEntry> {
  for (const name of readdirSync(join(root, path)).sort()) {
    const inner = path === '' ? name : `${path}/${name}`;
    const entry = isExcluded(inner) ? undefined : look(root, inner);
    if (!entry) continue;
    yield entry;
    if (entry.kind === 'folder') yield* walkFolder(root, inner, isExcluded);
  }
}

function look(root: string, path: string): TreeEntry | undefined {
  const found = lstatSync(join(root, path));
  const common = { path, ...getCommon(found) };
  if (found.isDirectory()) return { ...common, kind: 'folder' };
  if (found.isFile()) return { ...common, kind: 'file', size: found.size };
  if (found.isSymbolicLink()) return { ...common, kind: 'link', target: readlinkSync(join(root, path)) };
  return undefined;
}

function getCommon(found: Stats) {
  return {
    mode: found.mode & permissionBits,
    seconds: Math.max(0, Math.floor(found.mtimeMs / millisecondsInSecond)),
  };
}
