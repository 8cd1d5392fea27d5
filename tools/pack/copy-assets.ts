import { cpSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/** Whether the compiler leaves something behind that a package needs: schemas, templates of generators, scripts. */
function isAsset(path: string): boolean {
  if (statSync(path).isDirectory()) return basename(path) !== 'testing';
  return !path.endsWith('.ts') || path.includes(`${sep}files${sep}`);
}

/** Puts what the compiler leaves behind beside what it made. */
export function copyAssets(folder: string): void {
  cpSync(join(folder, 'src'), join(folder, 'dist'), { recursive: true, filter: isAsset });
}
