import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../create-nodes/fingerprint';
import { createTempWorkspace, type TempWorkspace } from './temp-workspace';

/** A git repository with Nx in it, for tests that run the real thing. */
export interface NxWorkspace extends TempWorkspace {
  /** Runs a command of Nx and gives all that it printed. */
  nx(...args: readonly string[]): { readonly code: number | null; readonly output: string };
  git(...args: readonly string[]): void;
}

/** Without a daemon and without workers: nothing outlives the test, and a plugin's own words are seen. */
export const environment = {
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  NX_DAEMON: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NX_TUI: 'false',
  NO_COLOR: '1',
};

/** A cache of its own: since Nx 24 the default one is shared by all clones of a user. */
const nxJson = {
  analytics: false,
  neverConnectToCloud: true,
  defaultBase: 'main',
  cacheDirectory: '.nx/cache',
  plugins: [{ plugin: '@strata/nx/plugin', options: {} }],
};

/** @param variables of the environment that Nx runs in, beside the usual ones */
export function createNxWorkspace(
  files: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>> = {},
): NxWorkspace {
  const workspace = createTempWorkspace({
    'nx.json': nxJson,
    'package.json': { name: 'e2e', version: '0.0.0', private: true },
    '.gitignore': 'node_modules\n.nx\n.strata\ndist\n',
    ...files,
  });
  const cwd = workspace.root;
  const git = (...args: readonly string[]) => {
    const identity = [
      '-c',
      'user.name=e2e',
      '-c',
      'user.email=e2e@localhost',
      '-c',
      'init.defaultBranch=main',
    ];
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  };
  git('init', '--quiet');
  return {
    ...workspace,
    git,
    nx(...args) {
      const options = { cwd, env: { ...environment, ...variables }, encoding: 'utf8' as const };
      const { status, stdout, stderr } = spawnSync(join(cwd, 'node_modules/.bin/nx'), args, options);
      return { code: status, output: `${stdout}${stderr}` };
    },
  };
}

/** Lets a workspace use this repository's own packages, from their sources. */
export function linkRepository({ root }: TempWorkspace): void {
  symlinkSync(join(packageRoot, '..', '..', 'node_modules'), join(root, 'node_modules'));
}
