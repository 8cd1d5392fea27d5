import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../sources/files';
import type { Timed } from './measure';

/** A clone of the repository with its dependencies, an empty store and an empty Nx cache. Downloads are shared. */
export interface Bed extends Disposable {
  readonly root: string;
  strata(...args: readonly string[]): Timed;
  nx(...args: readonly string[]): Timed;
  /** Nx of another workspace, set up the same way. */
  nxIn(cwd: string, ...args: readonly string[]): Timed;
}

/** No daemon and no plugin workers: both sides of a comparison start from nothing each time. */
const NX_ENVIRONMENT = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false', CI: 'true' };

export function makeBed(): Bed {
  const parent = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  const root = join(parent, 'clone');
  execFileSync('git', ['clone', '--quiet', workspaceRoot, root]);
  execFileSync('cp', ['-al', join(workspaceRoot, 'node_modules'), join(root, 'node_modules')]);
  const nxIn = (cwd: string, ...args: readonly string[]): Timed => ({
    command: process.execPath,
    args: [join(cwd, 'node_modules/.bin/nx'), ...args],
    cwd,
    env: NX_ENVIRONMENT,
  });
  return {
    root,
    strata: (...args) => ({
      command: process.execPath,
      args: [join(root, 'packages/cli/bin/strata.js'), ...args],
      cwd: root,
    }),
    nx: (...args) => nxIn(root, ...args),
    nxIn,
    [Symbol.dispose]: () => removeTree(parent),
  };
}

/** Layers of a build without root belong to other ids: only a namespace that maps them may remove them. */
export function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    execFileSync('unshare', ['--user', '--map-auto', '--map-root-user', 'rm', '-rf', path]);
  }
}
