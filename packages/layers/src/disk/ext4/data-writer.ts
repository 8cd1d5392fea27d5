import type { FileHandle } from 'node:fs/promises';
import { writeAt } from '../../store/whole-bytes';

/**
 * Gathers bytes that follow each other into large writes, which are made one after the other while more is gathered.
 */
export interface DataWriter {
  /** At so many bytes from the start of the file system. Takes a copy. */
  write(position: number, bytes: Buffer): void;
  /** Zeros, in place of what is there. */
  clear(position: number, size: number): void;
  /** Resolves when not much is left to be written; to be waited for now and then. Fails when a write did. */
  settle(): Promise<void>;
  /** Resolves when everything is in the file. */
  finish(): Promise<void>;
}

/** Where bytes go. */
export interface DataTarget {
  /** All bytes, at so many from the start of the file. */
  write(bytes: Buffer, position: number): Promise<void>;
}

/** Large enough that a write costs more than asking for it. */
const batchSize = 2 ** 20;
/** Batches that may wait to be written while more is gathered. */
const mostWaiting = 8;

/** @param offset of the file system in the file, in bytes */
export function openDataWriter(target: DataTarget, offset: number): DataWriter {
  let batch: Buffer = Buffer.allocUnsafeSlow(batchSize);
  let start = 0;
  let size = 0;
  /** What was written is gathered in again: as many batches as may wait are all the memory that this takes. */
  const free: Buffer[] = [];
  /** Of what is written, the next to end first. */
  const writes: Promise<void>[] = [];

  const send = (): void => {
    if (size === 0) return;
    const written = writeBehind(writes.at(-1), { bytes: batch, position: offset + start, size });
    writes.push(written);
    // Whoever waits next is told; until then nobody listens.
    written.catch(() => undefined);
    batch = free.pop() ?? Buffer.allocUnsafeSlow(batchSize);
    start += size;
    size = 0;
  };
  const writeBehind = async (before: Promise<void> | undefined, sent: Batch): Promise<void> => {
    await before;
    await target.write(sent.bytes.subarray(0, sent.size), sent.position);
    free.push(sent.bytes);
    writes.shift();
  };
  const move = (position: number): void => {
    if (position === start + size) return;
    send();
    start = position;
  };
  const add = (count: number): void => {
    size += count;
    if (size === batchSize) send();
  };
  return {
    write: (position, bytes) => {
      move(position);
      for (let done = 0; done < bytes.length; ) {
        const count = bytes.copy(batch, size, done);
        done += count;
        add(count);
      }
    },
    clear: (position, length) => {
      move(position);
      for (let left = length; left > 0; ) {
        const count = Math.min(left, batchSize - size);
        batch.fill(0, size, size + count);
        left -= count;
        add(count);
      }
    },
    settle: async () => {
      while (writes.length >= mostWaiting) await writes[0];
    },
    finish: async () => {
      send();
      await writes.at(-1);
    },
  };
}

interface Batch {
  readonly bytes: Buffer;
  readonly position: number;
  readonly size: number;
}

/** Writes to a file. */
export function writeToFile(file: FileHandle): DataTarget {
  return { write: (bytes, position) => writeAt(file, bytes, position) };
}
