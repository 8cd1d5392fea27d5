import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StoreContext } from './context';
import { explainDisk } from './errors';
import { removeTrees } from './files';
import { getTemporaryPath } from './json-file';

/** Folders of a layer in the making, all on one file system. */
export interface Draft {
  /** Holds the others, and is removed with them. */
  readonly directory: string;
  /** What the layer will hold. */
  readonly upper: string;
  /** For overlayfs itself. */
  readonly work: string;
  /** Where the stack is to be mounted. */
  readonly merged: string;
  /** Shown to the step as /run/strata. */
  readonly shared: string;
}

/** Makes the folders. Their name says whose they are, so that a later `sweep` knows what a killed build left. */
export async function openDraft(store: StoreContext, buildId: string): Promise<Draft> {
  const label = buildId.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40);
  const directory = getTemporaryPath(store, label);
  const draft: Draft = {
    directory,
    upper: join(directory, 'upper'),
    work: join(directory, 'work'),
    merged: join(directory, 'merged'),
    shared: join(directory, 'shared'),
  };
  await explainDisk(store.layout.directory, async () => {
    for (const path of [directory, draft.upper, draft.work, draft.merged, draft.shared]) {
      await mkdir(path);
      await chmod(path, 0o755);
    }
  });
  return draft;
}

/** Ends a draft of which nothing is kept. Doing so twice is no error. */
export async function discardDraft(store: StoreContext, draft: Draft): Promise<void> {
  if (!(await removeEmptied(draft))) await removeTrees(store, [draft.directory]);
}

/**
 * Once the layer is in place, what is left of a draft are some dozens of files, mostly our own: a process takes longer to
 * start than to remove them. False when it is more, or others' files, or something is mounted there.
 */
async function removeEmptied({ directory, upper }: Draft): Promise<boolean> {
  try {
    if (!(await isEmpty(upper)) || (await isMounted(directory))) return false;
    await rm(directory, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

/** The names of drafts are their own, so that looking for one in the text is enough. */
async function isMounted(directory: string): Promise<boolean> {
  return (await readFile('/proc/self/mountinfo', 'latin1')).includes(basename(directory));
}
