import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import type { LayerRecord } from '@strata/sdk';
import { findNamespace, type Namespace } from '../namespace';
import { openStore, type Store } from '../store';
import { getStoredLayer, readLayerTar } from '../store/blob';
import { readTar, type TarEntry } from '../tar';

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
  commit(script: string): Promise<LayerRecord>;
  /** Commits what a script does to a mounted stack, base first. */
  step(stack: readonly LayerRecord[], script: string): Promise<LayerRecord>;
  /** What a script says of a mounted stack. */
  look(stack: readonly LayerRecord[], script: string): Promise<string>;
  /** The store as another process would see it. */
  reopen(): Promise<Store>;
}

export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export async function makeTemporaryStore(parent = tmpdir()): Promise<TemporaryStore> {
  // In lower case: podman takes no other path of an image.
  const folder = join(parent, `strata-store-${randomBytes(6).toString('hex')}`);
  await mkdir(folder);
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
  const step: TemporaryStore['step'] = async (stack, script) => {
    const draft = await store.draft('test');
    const upper = `upperdir=${draft.upper},workdir=${draft.work}`;
    await sh(await mountScript(store, { stack, upper, merged: draft.merged, script }), store.directory);
    return store.commit(draft);
  };
  const look: TemporaryStore['look'] = async (stack, script) => {
    const draft = await store.draft('look');
    const upper = `upperdir=${draft.upper},workdir=${draft.work}`;
    const seen = await sh(
      await mountScript(await open(), { stack, upper, merged: draft.merged, script }),
      store.directory,
    );
    await store.discard(draft);
    return seen;
  };
  return {
    ...{ store, namespace, notes, folder, sh, commit, step, look, reopen: open },
    [Symbol.asyncDispose]: async () => {
      await sh(`rm -rf '${folder}'`, '/');
    },
  };
}

interface Mount {
  readonly stack: readonly LayerRecord[];
  readonly upper: string;
  readonly merged: string;
  readonly script: string;
}

async function mountScript(store: Store, { stack, upper, merged, script }: Mount): Promise<string> {
  await store.layerDirectories(stack.map(({ diffId }) => diffId));
  const lower = stack.map(({ diffId }) => store.shortName(diffId)).reverse();
  return `mount -t overlay overlay -o userxattr,lowerdir=${lower.join(':')},${upper} ${merged}; cd ${merged}; ${script}`;
}

/** Names below the places of a store where nothing may be left when nothing runs. */
export async function findLeftOvers(store: Store): Promise<readonly string[]> {
  const { tmp, locks } = store.context.layout;
  return [...(await readdir(tmp)), ...(await readdir(locks))];
}

/** Members of a layer's tar with what they hold. */
export async function readLayer(
  store: Store,
  diffId: string,
): Promise<readonly (TarEntry & { readonly content: string })[]> {
  const entries: (TarEntry & { content: string })[] = [];
  const layer = await getStoredLayer(store.context, diffId);
  for await (const item of readTar(readLayerTar(store.context, layer))) {
    if (item.kind === 'entry') entries.push({ ...item.entry, content: '' });
    else (entries.at(-1) as { content: string }).content += item.bytes.toString('latin1');
  }
  return entries;
}
