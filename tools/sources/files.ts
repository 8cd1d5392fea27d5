import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute path of the repository. */
export const workspaceRoot = join(__dirname, '..', '..');

/** Every file that is, or is about to be, under version control; paths from the repository's root, in byte order. */
export function listFiles(...patterns: readonly string[]): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const out = execFileSync('git', args, { cwd: workspaceRoot, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  const names = [...new Set(out.split('\0').filter(Boolean))].sort();
  return names.filter((name) => existsSync(join(workspaceRoot, name)));
}

export function readFile(file: string): string {
  return readFileSync(join(workspaceRoot, file), 'utf8');
}

/** Names of the folders under packages/. */
export function listPackages(): readonly string[] {
  return listFiles('packages/*/package.json').map((file) => file.split('/')[1] as string);
}

/** The package that a file belongs to: `hcl` for packages/hcl/src/index.ts. */
export function getPackage(file: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(file)?.[1];
}
