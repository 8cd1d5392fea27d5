import { readFileSync, writeFileSync } from 'node:fs';
import { completeLockfile, getMissingEntries, type Lockfile } from './missing-entries';

const read = (file: string): Lockfile => JSON.parse(readFileSync(file, 'utf8'));

/** Names the platform packages for want of which `npm ci` would refuse the lock file. */
export function validateLockfile(file: string): readonly string[] {
  const lockfile = read(file);
  const missing = Object.keys(getMissingEntries(lockfile)).map((place) => `${file} lacks ${place}`);
  const addressed = Object.entries(lockfile.packages)
    .filter(([, { resolved }]) => resolved?.includes('://'))
    .map(([place]) => `${file} holds an address for ${place}`);
  return [...missing, ...addressed];
}

/** Adds what is missing; returns where. Leaves a whole file alone. */
export function completeLockfileOf(file: string): readonly string[] {
  const lockfile = read(file);
  const added = Object.keys(getMissingEntries(lockfile));
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
  return added;
}

/** Run it after a dependency was added or bumped where the registry lacks packages for other platforms. */
export async function main([file = 'package-lock.json']: readonly string[]): Promise<number> {
  const added = completeLockfileOf(file);
  process.stdout.write(`${[...added, `${added.length} added to ${file}`].join('\n')}\n`);
  return 0;
}
