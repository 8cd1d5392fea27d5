import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { BaseFacts } from '@strata/sdk';
import { sortKeys } from '../apt/lock/canonical';
import { problem } from '../codes';

/** Entries of `images.lock.json`: what each base was resolved to, by the base's lock name. */
export type LockEntries = Readonly<Record<string, BaseFacts>>;

/** Another number for every change that an older Strata would misread. */
const version = 1;

/** Reads a lock file; no file has no entries. Fails when it is damaged (after a merge, say) or of another version. */
export async function readLockFile(path: string): Promise<LockEntries> {
  return parse(path, await readText(path));
}

/** Writes that this process has begun, by path: each starts from what the one before it left. */
const writes = new Map<string, Promise<void>>();

/** Sets one entry and keeps the others. The file is replaced whole, with sorted keys, so that a change is a small diff. */
export function writeLockEntry(path: string, name: string, facts: BaseFacts): Promise<void> {
  const before = writes.get(path) ?? Promise.resolve();
  const write = before.catch(() => undefined).then(() => replaceEntry(path, name, facts));
  writes.set(path, write);
  return write;
}

async function replaceEntry(path: string, name: string, facts: BaseFacts): Promise<void> {
  const temporary = `${path}.${process.pid}`;
  try {
    for (;;) {
      const before = await readText(path);
      const bases = sortKeys({ ...parse(path, before), [name]: facts });
      await writeFile(temporary, `${JSON.stringify({ version, bases }, null, 2)}\n`);
      // Another process may have added an entry meanwhile; then this starts over from its file.
      if ((await readText(path)) === before) break;
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error instanceof Failure ? error : unwritable(path, error);
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path, (error as Error).message, error);
  }
}

function parse(path: string, text: string | undefined): LockEntries {
  if (text === undefined) return {};
  const file = parseJson(path, text);
  if (file['version'] !== version) throw otherVersion(path, file['version']);
  const { bases } = file;
  if (!isObject(bases) || !Object.values(bases).every(isObject)) {
    throw unreadable(path, 'it has no `bases` object with an object for each base');
  }
  return bases as LockEntries;
}

function parseJson(path: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(path, (error as Error).message, error);
  }
  if (!isObject(value)) throw unreadable(path, 'it holds no JSON object');
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(path: string, reason: string, cause?: unknown): Failure {
  return new Failure(
    problem('LAY082', {
      detail: `${path} cannot be read: ${reason}.`,
      hint: 'Restore it from version control (a merge may have left markers in it), or remove it and run `strata lock`.',
    }),
    { cause },
  );
}

function unwritable(path: string, cause: unknown): Failure {
  return new Failure(
    problem('LAY082', {
      detail: `${path} cannot be written: ${(cause as Error).message}. The file is as it was.`,
      hint: 'Make its folder writable, or free some space.',
    }),
    { cause },
  );
}

function otherVersion(path: string, found: unknown): Failure {
  return new Failure(
    problem('LAY083', {
      detail: `${path} says version ${JSON.stringify(found) ?? 'none'}; this Strata reads version ${version}.`,
      hint: 'Use the Strata that wrote it, or remove it and run `strata lock` to write it anew.',
    }),
  );
}
