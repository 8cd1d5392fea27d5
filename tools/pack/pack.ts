import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listPackages, workspaceRoot } from '../sources/files';
import { copyAssets } from './copy-assets';

/** Runs one of the repository's own commands; undefined when it failed, after it said why. */
function run(command: string, ...args: readonly string[]): string | undefined {
  const options = { cwd: workspaceRoot, encoding: 'utf8' as const };
  const { status, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return stdout;
  process.stderr.write(`${stdout}${stderr}`);
  return undefined;
}

function build(folders: readonly string[]): boolean {
  // What was built from a source that is gone must not be packed.
  for (const folder of folders) rmSync(join(folder, 'dist'), { recursive: true, force: true });
  // Types are checked by npm run check; what is written is the same without that.
  if (run('node_modules/.bin/tsc', '-b', '--noCheck') === undefined) return false;
  for (const folder of folders) copyAssets(folder);
  return true;
}

/** `npm run pack -- FOLDER`: builds every package and writes what would be published. Prints the tarballs. */
export async function main([folder = 'dist']: readonly string[]): Promise<number> {
  const destination = resolve(folder);
  const packages = listPackages();
  if (!build(packages.map((name) => join(workspaceRoot, 'packages', name)))) return 1;
  mkdirSync(destination, { recursive: true });
  const workspaces = packages.map((name) => `--workspace=packages/${name}`);
  const names = run('npm', 'pack', '--silent', `--pack-destination=${destination}`, ...workspaces);
  if (names === undefined) return 1;
  for (const name of names.split('\n').filter(Boolean)) process.stdout.write(`${join(destination, name)}\n`);
  return 0;
}
