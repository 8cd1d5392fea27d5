import { readFileSync, writeFileSync } from 'node:fs';
import { completeLockfile, getMissingEntries, type Lockfile } from './missing-entries';

/** Run it after a dependency was added or bumped, when the registry lacks packages for other platforms. */
export async function main([file = 'package-lock.json']: readonly string[]): Promise<number> {
  const lockfile: Lockfile = JSON.parse(readFileSync(file, 'utf8'));
  const added = Object.entries(getMissingEntries(lockfile));
  writeFileSync(file, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
  for (const [place, { version }] of added) process.stdout.write(`${place} ${version}\n`);
  process.stdout.write(`${added.length} added to ${file}\n`);
  return 0;
}
