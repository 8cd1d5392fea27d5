import { open, readFile, rename } from 'node:fs/promises';

/** Records by id, kept in one JSON file: enough for an example, and it survives a restart. */
export interface FileStore<T> {
  get(id: string): T | undefined;
  list(): readonly T[];
  /** Resolves when the record is on the disk. */
  put(id: string, record: T): Promise<void>;
}

/** Opens the store, empty when there is no file yet. */
export async function openFileStore<T>(path: string): Promise<FileStore<T>> {
  const records = new Map<string, T>(await readRecords<T>(path));
  let saved = Promise.resolve();
  const save = () => writeWhole(path, JSON.stringify([...records], null, 1));
  return {
    get: (id) => records.get(id),
    list: () => [...records.values()],
    put(id, record) {
      records.set(id, record);
      // One write at a time; a write that failed must not fail the ones after it.
      saved = saved.then(save, save);
      return saved;
    },
  };
}

async function readRecords<T>(path: string): Promise<[string, T][]> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as [string, T][];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Readers, and a crash in the middle, see the old file or the new one and never half of it. */
async function writeWhole(path: string, content: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
