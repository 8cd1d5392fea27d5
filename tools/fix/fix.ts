import { spawnSync } from 'node:child_process';
import { writeApis } from '../api/api';
import { completeLockfileOf } from '../complete-lockfile/complete-lockfile';
import { writeReferenceDocs } from '../reference-docs/reference-docs';
import { workspaceRoot } from '../sources/files';

/** `npm run fix`: writes again what a tool owns, and formats the rest. Paths limit what is formatted. */
export async function main(paths: readonly string[]): Promise<number> {
  writeApis();
  writeReferenceDocs();
  completeLockfileOf('package-lock.json');
  spawnSync('node_modules/.bin/nx', ['sync'], { cwd: workspaceRoot, stdio: 'inherit' });
  const args = ['check', '--write', ...(paths.length === 0 ? ['.'] : paths)];
  return spawnSync('node_modules/.bin/biome', args, { cwd: workspaceRoot, stdio: 'inherit' }).status ?? 1;
}
