import { type FileHandle, open } from 'node:fs/promises';
import { writeAt } from '../../store/whole-bytes';

/** A file that is written from a place in it to its end. */
export interface OutputFile {
  /** Where the next bytes go, from where the writing began. */
  readonly position: number;
  append(bytes: Buffer): Promise<void>;
  /** Writes what is held back. */
  flush(): Promise<void>;
}

/** What adds up to less is held back: fewer, larger writes. */
const flushSize = 2 ** 20;

/** Writes to an open file from `start` on; `onBytes` sees everything in its order. */
export function createOutputFile(
  handle: FileHandle,
  start = 0,
  onBytes?: (bytes: Buffer) => void,
): OutputFile {
  let pieces: Buffer[] = [];
  let held = 0;
  let position = 0;
  const flush = async () => {
    const at = start + position - held;
    const bytes = Buffer.concat(pieces, held);
    pieces = [];
    held = 0;
    if (bytes.length === 0) return;
    onBytes?.(bytes);
    await writeAt(handle, bytes, at);
  };
  return {
    get position() {
      return position;
    },
    async append(bytes) {
      pieces.push(bytes);
      held += bytes.length;
      position += bytes.length;
      if (held >= flushSize) await flush();
    },
    flush,
  };
}

/** Opens a file that is not there yet, gives it to `write`, and closes it. */
export async function withNewFile<T>(path: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  await using handle = await open(path, 'wx');
  return await write(handle);
}
