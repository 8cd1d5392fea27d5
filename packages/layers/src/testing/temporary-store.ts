import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { findNamespace, type Namespace } from '../namespace';
import { openStore, type Store } from '../store';

/** A store of its own for one test, on a disk, with the means to put files into it as root of a namespace. */
export interface TemporaryStore extends AsyncDisposable {
  readonly store: Store;
  readonly namespace: Namespace;
  readonly notes: Diagnostic[];
  /** Holds the store and whatever the test puts beside it. */
  readonly folder: string;
  /** Runs a shell script as root of a namespace; gives what it writes. */
  sh(script: string, cwd?: string): Promise<string>;
  /** Commits a layer that a script has made in its current folder. */
  commit(script: string): ReturnType<Store['commit']>;
  /** The store as another process would see it. */
  reopen(): Promise<Store>;
}

export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export async function makeTemporaryStore(): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-store-'));
  const namespace = await findNamespace({ searchPath, directory: folder });
  const notes: Diagnostic[] = [];
  const open = (): Promise<Store> =>
    openStore({
      directory: join(folder, 'store'),
      searchPath,
      namespace: async () => namespace,
      onNote: (note) => notes.push(note),
    });
  const store = await open();
  const sh = async (script: string, cwd = folder): Promise<string> => {
    const { exit, stdout, stderr } = await namespace.run({ command: 'sh', args: ['-euc', script], cwd });
    if (exit.kind !== 'exited' || exit.code !== 0) throw new Error(`${script}: ${stderr}`);
    return stdout.toString('latin1');
  };
  const commit: TemporaryStore['commit'] = async (script) => {
    const draft = await store.draft('test');
    await sh(script, draft.upper);
    return store.commit(draft);
  };
  return {
    ...{ store, namespace, notes, folder, sh, commit, reopen: open },
    [Symbol.asyncDispose]: async () => {
      await sh(`rm -rf '${folder}'/*`);
      await namespace.run({ command: 'rmdir', args: [folder] });
    },
  };
}

/** Names below the places of a store where nothing may be left when nothing runs. */
export async function findLeftOvers(store: Store): Promise<readonly string[]> {
  const { tmp, locks } = store.context.layout;
  return [...(await readdir(tmp)), ...(await readdir(locks))];
}
