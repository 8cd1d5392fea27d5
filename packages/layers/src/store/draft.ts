import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
  await removeTrees(store, [draft.directory]);
}
