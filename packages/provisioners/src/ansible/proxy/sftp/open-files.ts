import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { fetchFile } from '../fetch-file';
import { look } from '../guest-shell';
import type { Machine } from '../machine';
import { openBits, status } from './packets';
import { getNotFound, Refusal } from './refusal';

/** A file that a client has opened. */
export type OpenFile = ReadFile | WrittenFile;

export interface ReadFile {
  readonly kind: 'read';
  readonly size: number;
  /** Empty at the end. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export interface WrittenFile {
  readonly kind: 'written';
  readonly size: number;
  write(offset: number, data: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** How a client wants to open a file. */
export interface OpenRequest {
  readonly path: string;
  /** SFTP's bits. */
  readonly flags: number;
  /** Permission bits of a new file. */
  readonly mode: number | undefined;
}

export async function openFile(machine: Machine, { path, flags, mode }: OpenRequest): Promise<OpenFile> {
  if ((flags & openBits.WRITE) !== 0) return openForWriting(machine, path, mode);
  if (!(await look(machine, path, true))) throw getNotFound(path);
  return openForReading(machine, path);
}

/** The files of one client by the names that it is given for them. */
export interface OpenFiles {
  add(file: OpenFile): Buffer;
  get(handle: Buffer): OpenFile;
  /** Takes one out. */
  take(handle: Buffer): OpenFile;
  closeAll(): Promise<void>;
}

export function createOpenFiles(): OpenFiles {
  const files = new Map<string, OpenFile>();
  let count = 0;
  const get = (handle: Buffer) => {
    const file = files.get(handle.toString());
    if (!file) throw new Refusal(status.FAILURE, 'no such handle');
    return file;
  };
  return {
    add(file) {
      const handle = String(count++);
      files.set(handle, file);
      return Buffer.from(handle);
    },
    get,
    take(handle) {
      const file = get(handle);
      files.delete(handle.toString());
      return file;
    },
    async closeAll() {
      // Nobody is left to be told.
      for (const file of files.values()) await file.close().catch(() => undefined);
      files.clear();
    },
  };
}

async function openForReading(machine: Machine, path: string): Promise<ReadFile> {
  const copy = await fetchFile(machine, path);
  const file = await open(copy.path);
  return {
    kind: 'read',
    size: copy.size,
    async read(offset, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
    async close() {
      await file.close();
      await copy[Symbol.asyncDispose]();
    },
  };
}

/** The content goes into the machine while it comes. Clients that copy files write from the beginning to the end. */
function openForWriting(
  { communicator, signal }: Machine,
  path: string,
  mode: number | undefined,
): WrittenFile {
  const content = new PassThrough();
  content.on('error', () => {});
  let size = 0;
  let failed: { readonly error: unknown } | undefined;
  const sent = communicator
    .upload(content, path, { signal, ...(mode !== undefined && { mode: mode & 0o7777 }) })
    .catch((error: unknown) => {
      failed = { error };
      content.destroy();
    });
  const validate = () => {
    if (failed) throw failed.error;
  };
  return {
    kind: 'written',
    get size() {
      return size;
    },
    async write(offset, data) {
      validate();
      if (offset !== size) throw new Error('files are written from the beginning to the end here');
      size += data.length;
      if (!content.write(data))
        await Promise.race([sent, new Promise<void>((resolve) => content.once('drain', resolve))]);
      validate();
    },
    async close() {
      content.end();
      await sent;
      validate();
    },
  };
}
