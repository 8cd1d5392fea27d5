import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listPackages, workspaceRoot } from '../sources/files';
import { copyAssets } from './copy-assets';

const run = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { cwd: workspaceRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function build(): void {
  const folders = listPackages().map((name) => join(workspaceRoot, 'packages', name));
  // What was built from a source that is gone must not be packed.
  for (const folder of folders) rmSync(join(folder, 'dist'), { recursive: true, force: true });
  run('node_modules/.bin/tsc', '-b');
  for (const folder of folders) copyAssets(folder);
}

/** `npm run pack -- FOLDER`: builds every package and writes what would be published. Prints the tarballs. */
export async function main([folder = 'dist']: readonly string[]): Promise<number> {
  const destination = resolve(folder);
  build();
  mkdirSync(destination, { recursive: true });
  const workspaces = listPackages().map((name) => `--workspace=packages/${name}`);
  const names = run('npm', 'pack', '--silent', `--pack-destination=${destination}`, ...workspaces);
  for (const name of names.split('\n').filter(Boolean)) process.stdout.write(`${join(destination, name)}\n`);
  return 0;
}
