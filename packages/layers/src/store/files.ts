import { rename } from 'node:fs/promises';
import type { StoreContext } from './context';
import { toolFailed } from './errors';

/** Runs a command on files of the store that may belong to any of the mapped owners. */
async function runAsOwner(store: StoreContext, command: string, args: readonly string[]): Promise<void> {
  const namespace = await store.getNamespace();
  const { exit, stderr } = await namespace.run({
    command,
    args,
    env: { PATH: store.searchPath, LC_ALL: 'C' },
  });
  if (exit.kind === 'exited' && exit.code === 0) return;
  throw toolFailed(store.layout.directory, command, stderr.toString().trim());
}

/** Removes trees with whatever is in them; what is not there is no error. Never crosses into a mount. */
export async function removeTrees(store: StoreContext, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await runAsOwner(store, 'rm', ['-rf', '--one-file-system', '--', ...paths]);
}

/** Moves a tree within the store, in one step. A step may have taken the rights on its root from this user. */
export async function moveTree(store: StoreContext, from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    await runAsOwner(store, 'mv', ['--no-target-directory', '--', from, to]);
  }
}
