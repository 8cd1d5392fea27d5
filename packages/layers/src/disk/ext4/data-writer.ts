import type { FileHandle } from 'node:fs/promises';

/**
 * Puts pieces that follow each other together into large writes, which are made one after the other while more is
 * gathered.
 */
export interface DataWriter {
  /** At so many bytes from the start of the file system. The bytes must not change any more. */
  write(position: number, bytes: Buffer): void;
  /** Zeros, in place of what is there. */
  clear(position: number, size: number): void;
  /** Resolves when not much is left to be written; to be waited for now and then. Fails when a write did. */
  settle(): Promise<void>;
  /** Resolves when everything is in the file. */
  finish(): Promise<void>;
}

/** Large enough that a write costs more than asking for it. */
const batchSize = 2 ** 20;
/** More pieces than this are not put together: they cost memory of their own. */
const batchPieces = 1000;
/** What may wait to be written while more is gathered. */
const mostWaiting = 8 * batchSize;

const zeros = Buffer.alloc(batchSize);

/** Pieces that follow each other. */
interface Batch {
  readonly position: number;
  readonly pieces: readonly Buffer[];
  readonly size: number;
}

export function openDataWriter(file: FileHandle, offset: number): DataWriter {
  let start = 0;
  let size = 0;
  let pieces: Buffer[] = [];
  let waiting = 0;
  /** Of what is written, the next to end first. */
  const writes: Promise<void>[] = [];

  const send = (): void => {
    if (size === 0) return;
    const batch: Batch = { position: offset + start, pieces, size };
    start += size;
    size = 0;
    pieces = [];
    waiting += batch.size;
    const written = writeBehind(writes.at(-1), batch);
    writes.push(written);
    // Whoever waits next is told; until then nobody listens.
    written.catch(() => undefined);
  };
  const writeBehind = async (before: Promise<void> | undefined, batch: Batch): Promise<void> => {
    await before;
    await writeAll(file, batch);
    waiting -= batch.size;
    writes.shift();
  };
  const write = (position: number, bytes: Buffer): void => {
    if (position !== start + size) {
      send();
      start = position;
    }
    pieces.push(bytes);
    size += bytes.length;
    if (size >= batchSize || pieces.length >= batchPieces) send();
  };
  return {
    write,
    clear: (position, length) => {
      for (let done = 0; done < length; done += batchSize)
        write(position + done, zeros.subarray(0, Math.min(batchSize, length - done)));
    },
    settle: async () => {
      while (waiting >= mostWaiting) await writes[0];
    },
    finish: async () => {
      send();
      await writes.at(-1);
    },
  };
}

/** A write may end early, as when a disk becomes full; the next one says why. */
async function writeAll(file: FileHandle, { position, pieces, size }: Batch): Promise<void> {
  const { bytesWritten } = await file.writev(pieces, position);
  if (bytesWritten === size) return;
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  for (let done = 0; done < rest.length; )
    done += (await file.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
}
