import type { FileHandle } from 'node:fs/promises';

/** Puts pieces that follow each other together into large writes, one of which runs while the next is gathered. */
export interface DataWriter {
  /** At so many bytes from the start of the file system. The bytes must not change any more. */
  write(position: number, bytes: Buffer): Promise<void>;
  /** Zeros, in place of what is there. */
  clear(position: number, size: number): Promise<void>;
  /** Resolves when everything is in the file. */
  finish(): Promise<void>;
}

/** Large enough that a write costs more than asking for it. */
const batchSize = 2 ** 20;
/** More pieces than this are not put together: they cost memory of their own. */
const batchPieces = 1000;

const zeros = Buffer.alloc(batchSize);

export function openDataWriter(file: FileHandle, offset: number): DataWriter {
  let start = 0;
  let size = 0;
  let pieces: Buffer[] = [];
  let running: Promise<void> = Promise.resolve();

  const send = async (): Promise<void> => {
    const batch = pieces;
    const position = offset + start;
    pieces = [];
    start += size;
    size = 0;
    await running;
    running = writeAll(file, batch, position);
    // Whoever waits next is told; until then nobody listens.
    running.catch(() => undefined);
  };
  const writer: DataWriter = {
    write: async (position, bytes) => {
      if (position !== start + size) {
        if (size > 0) await send();
        start = position;
      }
      pieces.push(bytes);
      size += bytes.length;
      if (size >= batchSize || pieces.length >= batchPieces) await send();
    },
    clear: async (position, length) => {
      for (let done = 0; done < length; done += batchSize)
        await writer.write(position + done, zeros.subarray(0, Math.min(batchSize, length - done)));
    },
    finish: async () => {
      if (size > 0) await send();
      await running;
    },
  };
  return writer;
}

/** A write may end early, as when a disk becomes full; the next one says why. */
async function writeAll(file: FileHandle, pieces: readonly Buffer[], position: number): Promise<void> {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const { bytesWritten } = await file.writev(pieces, position);
  if (bytesWritten === size) return;
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  for (let done = 0; done < rest.length; )
    done += (await file.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
}
