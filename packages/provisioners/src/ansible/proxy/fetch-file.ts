import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Machine } from './machine';

/** A copy of a file of the machine on this one. */
export interface FetchedFile extends AsyncDisposable {
  readonly path: string;
  readonly size: number;
}

/** Brings a file over whole: who asks for it wants to know its size first, or reads it in any order. */
export async function fetchFile(machine: Machine, source: string): Promise<FetchedFile> {
  const { communicator, ports, folder, signal } = machine;
  const path = join(folder, `fetched-${randomUUID()}`);
  const remove = () => ports.files.remove(path);
  try {
    await communicator.download(source, ports.files.sink(path), signal);
    const size = (await ports.files.stat(path))?.size ?? 0;
    return { path, size, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
