import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { openCopy } from './copied-file';
import { type DataWriter, openDataWriter, writeToFile } from './data-writer';
import type { Ext4Request } from './request';
import { blockSize } from './superblock';

/**
 * The blocks of a file system within a file. Metadata goes through a cache and is written at the end; data goes by.
 * Metadata is read at once and without waiting: it is little, lies in the page cache mostly, and a promise for each
 * block would cost more than the reading.
 */
export interface Device {
  readonly data: DataWriter;
  /** A block of metadata. It must not be changed before it was marked. */
  read(block: number): Buffer;
  /** A block of metadata that is about to be changed. */
  change(block: number): Buffer;
  /** A block of metadata that begins as zeros, whatever is there. */
  create(block: number): Buffer;
  /** Drops what is known of blocks that are no longer in use. */
  forget(block: number): void;
  /** Bytes of data, without keeping them. */
  readData(block: number, size: number): Buffer;
  /** Writes everything that was changed. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export type DeviceRequest = Pick<Ext4Request, 'path' | 'extent' | 'copy'>;

export async function openDevice({ path, extent, copy }: DeviceRequest, flags: 'r' | 'r+'): Promise<Device> {
  const file = await open(path, flags);
  const copied = copy && (await openCopy(file, copy).catch(closeFirst(file)));
  const data = openDataWriter(copied ?? writeToFile(file), extent.offset);
  const cache = new Map<number, Buffer>();
  const changed = new Set<number>();

  const readData = (block: number, size: number): Buffer =>
    readAt(file, extent.offset + block * blockSize, size);
  const read = (block: number): Buffer => {
    const known = cache.get(block);
    if (known !== undefined) return known;
    const bytes = readData(block, blockSize);
    cache.set(block, bytes);
    return bytes;
  };
  return {
    data,
    read,
    readData,
    change: (block) => {
      changed.add(block);
      return read(block);
    },
    create: (block) => {
      const bytes = Buffer.alloc(blockSize);
      changed.add(block);
      cache.set(block, bytes);
      return bytes;
    },
    forget: (block) => {
      if (cache.delete(block)) changed.delete(block);
    },
    flush: async () => {
      // Data comes first: a block of data may have become one of metadata since.
      await data.finish();
      for (const block of [...changed].sort((a, b) => a - b)) data.write(block * blockSize, read(block));
      await data.finish();
      changed.clear();
    },
    close: async () => {
      await copied?.[Symbol.asyncDispose]();
      await file.close();
    },
  };
}

function closeFirst(file: FileHandle): (error: unknown) => Promise<never> {
  return async (error) => {
    await file.close();
    throw error;
  };
}

/** What lies behind the end of a sparse file reads as zeros. */
function readAt(file: FileHandle, position: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let done = 0;
  while (done < size) {
    const count = readSync(file.fd, bytes, done, size - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return bytes;
}
