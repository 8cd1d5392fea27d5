import type { Stats } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeEntry } from './tree-entry';

const permissionBits = 0o7777;
const millisecondsInSecond = 1_000;

/**
 * Everything in a folder of this machine, each folder before what it holds. Sockets and devices are left out: they mean
 * nothing on another machine.
 */
export async function* walkLocalTree(
  root: string,
  isExcluded: (path: string) => boolean,
): AsyncGenerator<TreeEntry> {
  const top = await stat(root);
  if (!top.isDirectory()) throw new Error('it is no folder');
  yield { path: '', kind: 'folder', ...getCommon(top) };
  yield* walkFolder(root, '', isExcluded);
}

async function* walkFolder(
  root: string,
  path: string,
  isExcluded: (path: string) => boolean,
): AsyncGenerator<TreeEntry> {
  const names = (await readdir(join(root, path))).sort();
  const paths = names
    .map((name) => (path === '' ? name : `${path}/${name}`))
    .filter((each) => !isExcluded(each));
  const entries = await Promise.all(paths.map((each) => look(root, each)));
  for (const entry of entries) {
    if (!entry) continue;
    yield entry;
    if (entry.kind === 'folder') yield* walkFolder(root, entry.path, isExcluded);
  }
}

async function look(root: string, path: string): Promise<TreeEntry | undefined> {
  const found = await lstat(join(root, path));
  const common = { path, ...getCommon(found) };
  if (found.isDirectory()) return { ...common, kind: 'folder' };
  if (found.isFile()) return { ...common, kind: 'file', size: found.size };
  if (found.isSymbolicLink()) return { ...common, kind: 'link', target: await readlink(join(root, path)) };
  return undefined;
}

function getCommon(found: Stats) {
  return {
    mode: found.mode & permissionBits,
    seconds: Math.max(0, Math.floor(found.mtimeMs / millisecondsInSecond)),
  };
}
