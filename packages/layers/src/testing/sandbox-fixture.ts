import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNamespace, type Namespace } from '../namespace';
import { openSandbox, type SandboxRequest, type SandboxSession } from '../sandbox';
import { makeTinyImage } from './tiny-image';

/** A store of one tiny layer, `l/tiny`, and sandboxes on top of it. */
export interface SandboxFixture {
  readonly namespace: Namespace;
  readonly store: string;
  /** Makes a layer folder and gives its name. */
  addLayer(name: string): string;
  /** Opens a sandbox; `upper` and `work` are below a folder of their own. */
  open(
    request?: Partial<SandboxRequest>,
    signal?: AbortSignal,
  ): Promise<SandboxSession & { readonly upper: string }>;
  /** Closes all and removes the store. */
  close(): Promise<void>;
}

export const sandboxEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
};

export async function createSandboxFixture(prefix = 'strata-sandbox-'): Promise<SandboxFixture> {
  const store = mkdtempSync(join(tmpdir(), prefix));
  const namespace = await findNamespace({ searchPath: process.env.PATH ?? '', directory: store });
  makeTinyImage(join(store, 'l/tiny'));
  const sessions: SandboxSession[] = [];
  return {
    namespace,
    store,
    addLayer: (name) => {
      mkdirSync(join(store, 'l', name), { recursive: true });
      return `l/${name}`;
    },
    open: async (request = {}, signal) => {
      const folders = makeFolders(store);
      const session = await openSandbox(
        namespace,
        {
          ...{ store, ...folders, layers: ['l/tiny'], network: true, env: sandboxEnv },
          ...{ resolvConf: 'nameserver 192.0.2.1\n', ...request },
        },
        signal,
      );
      sessions.push(session);
      return { ...session, upper: folders.upper };
    },
    close: async () => {
      await Promise.all(sessions.map((session) => session.close()));
      await namespace.run({ command: 'rm', args: ['-rf', store] });
      await rm(store, { recursive: true, force: true });
    },
  };
}

function makeFolders(store: string) {
  const folder = mkdtempSync(join(store, 'build-'));
  const folders = {
    upper: join(folder, 'upper'),
    work: join(folder, 'work'),
    shared: join(folder, 'shared'),
  };
  for (const path of Object.values(folders)) mkdirSync(path);
  return folders;
}
