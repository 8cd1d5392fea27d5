import {
  closeSync,
  createWriteStream,
  fchmodSync,
  futimesSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { chmod, mkdir, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getErrorCode } from '@strata/sdk';
import type { TreeEntry } from './tree-entry';

/** Puts what comes from a machine into a folder of this one. */
export interface LocalWriter {
  put(entry: TreeEntry, content?: Readable | Buffer): Promise<void>;
  /** Does what must come last. */
  finish(): Promise<void>;
}

/**
 * A machine may send anything: what it sends stays inside the folder. Its links are made at the end, so that nothing is
 * written through them, and so are the modes of folders, so that one without the right to write can be filled.
 */
export function createLocalWriter(root: string): LocalWriter {
  const links: { readonly path: string; readonly target: string }[] = [];
  const ready = new Set<string>();
  const folders: { readonly path: string; readonly mode: number }[] = [];
  return {
    async put(entry, content) {
      const path = join(root, checkInside(entry.path));
      if (entry.kind === 'link') {
        links.push({ path, target: entry.target });
      } else if (entry.kind === 'folder') {
        const made = await mkdir(path, { recursive: true });
        if (made !== undefined) folders.push({ path, mode: entry.mode });
      } else if (content) {
        const above = dirname(path);
        if (!ready.has(above)) await mkdir(above, { recursive: true });
        ready.add(above);
        await writeNew(path, entry, content);
      }
    },
    async finish() {
      for (const { path, target } of links) await makeLink(path, target);
      for (const { path, mode } of folders.reverse()) await chmod(path, mode);
    },
  };
}

async function writeNew(
  path: string,
  { mode, seconds }: TreeEntry,
  content: Readable | Buffer,
): Promise<void> {
  const file = openNew(path);
  try {
    if (Buffer.isBuffer(content)) writeFileSync(file, content);
    else await pipeline(content, createWriteStream(path, { fd: file, autoClose: false }));
    fchmodSync(file, mode);
    if (seconds > 0) futimesSync(file, seconds, seconds);
  } finally {
    closeSync(file);
  }
}

/** Written anew: what is there may have other names, or be open to others. Small things are done without waiting. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (getErrorCode(error) !== 'EEXIST') throw error;
    rmSync(path, { force: true });
    return openSync(path, 'wx', 0o600);
  }
}

/** @throws for a path that leads out of the folder */
export function checkInside(path: string): string {
  const parts = path.split('/');
  if (path.startsWith('/') || parts.includes('..'))
    throw new Error(`the machine sends "${path}", which lies outside of the folder`);
  return path;
}

async function makeLink(path: string, target: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (error: unknown) => getErrorCode(error) !== 'ENOENT' && Promise.reject(error),
  );
  // A folder in the place of a link is somebody's; everything else is replaced.
  if (isFolder) return;
  await rm(path, { force: true });
  await symlink(target, path);
}
