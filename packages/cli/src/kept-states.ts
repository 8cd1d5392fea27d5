import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKPOINT_FOLDER } from '@strata/engine';
import type { Files } from '@strata/sdk';
import { STATE_FOLDER } from './settings';

/** States of one build's machine that are kept for its next build. */
export interface KeptStates {
  /** `project/build`. */
  readonly name: string;
  readonly folder: string;
  /** What they take on the disk: their files have holes. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly changed: number;
}

/** All that is kept in a workspace, what was used last first. */
export async function listKeptStates(root: string): Promise<readonly KeptStates[]> {
  const top = join(root, STATE_FOLDER, CHECKPOINT_FOLDER);
  const found: KeptStates[] = [];
  for (const project of await listFolders(top))
    for (const build of await listFolders(join(top, project))) {
      const folder = join(top, project, build);
      found.push({ name: `${project}/${build}`, folder, ...(await measure(folder)) });
    }
  return found.sort((a, b) => b.changed - a.changed);
}

/** What fits under a limit stays, what was used last first. Gives what does not. */
export function chooseStates(states: readonly KeptStates[], maxBytes: number): readonly KeptStates[] {
  let room = maxBytes;
  return states.filter(({ bytes }) => {
    room -= bytes;
    return room < 0;
  });
}

/** Removes states unless a build works with them: then they stay, and false is given. */
export async function removeStates(files: Files, { folder }: KeptStates): Promise<boolean> {
  try {
    await using _held = await files.hold(folder, AbortSignal.timeout(PATIENCE));
    await rm(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return false;
    throw error;
  }
}

/** A build that was killed still claims its folder: to hold it takes the claim of the dead away. */
const CLAIM = /^\.(?<held>.+)\.held-by\./u;

export async function dropDeadClaims(files: Files, root: string): Promise<void> {
  const top = join(root, STATE_FOLDER, CHECKPOINT_FOLDER);
  for (const project of await listFolders(top)) {
    const names = await readdir(join(top, project));
    const held = new Set(names.flatMap((name) => CLAIM.exec(name)?.groups?.['held'] ?? []));
    for (const build of held) await dropDeadClaim(files, join(top, project, build));
  }
}

/** One that lives keeps its claim. */
async function dropDeadClaim(files: Files, folder: string): Promise<void> {
  try {
    await using _held = await files.hold(folder, AbortSignal.timeout(PATIENCE));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
  }
}

/** Milliseconds: a folder that nobody works in is held at once. */
const PATIENCE = 500;

async function listFolders(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Bytes of the blocks that stat counts in. */
const BLOCK = 512;

async function measure(folder: string): Promise<Pick<KeptStates, 'bytes' | 'changed'>> {
  const names = await readdir(folder);
  const stats = await Promise.all(names.map((name) => stat(join(folder, name))));
  return {
    bytes: stats.reduce((sum, { blocks }) => sum + blocks * BLOCK, 0),
    changed: Math.max(0, ...stats.map(({ mtimeMs }) => mtimeMs)),
  };
}
