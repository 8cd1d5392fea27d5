import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StoreContext } from './context';

/** A name in `tmp` that nobody else has and that says whose it is. */
export function getTemporaryPath({ layout, owner }: StoreContext, label: string): string {
  return join(layout.tmp, `${label}-${owner}-${randomBytes(4).toString('hex')}`);
}

/** Writes a small file whole or not at all. */
export async function writeJson(store: StoreContext, path: string, value: unknown): Promise<void> {
  const temporary = getTemporaryPath(store, basename(path, '.json').slice(0, 12));
  await writeFile(temporary, `${JSON.stringify(value)}\n`);
  await rename(temporary, path);
}

/** What a file holds: undefined when there is none, `damaged` when it is not JSON of the expected form. */
export async function readJson<T>(
  path: string,
  parse: (value: unknown) => T | undefined,
): Promise<T | 'damaged' | undefined> {
  try {
    return parse(JSON.parse(await readFile(path, 'utf8'))) ?? 'damaged';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return 'damaged';
    throw error;
  }
}
