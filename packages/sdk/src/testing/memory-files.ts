import { isUtf8 } from 'node:buffer';
import { dirname } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { FileEntry, Files } from '../ports';

/** A file, or where a link points to. Folders are there when something is in them. */
export type MemoryEntry =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly mode: number; readonly content: string | Buffer };

/** A file system of its own, in which every path is absolute. */
export interface MemoryFiles extends Files {
  readonly entries: Map<string, MemoryEntry>;
}

/** Behaves as `createFiles` of `sdk/node` does, and fails with the same codes. */
export function createMemoryFiles(initial: Readonly<Record<string, MemoryEntry>> = {}): MemoryFiles {
  const entries = new Map(Object.entries(initial));
  const readNow = (path: string): Buffer => {
    const entry = entries.get(path);
    if (entry === undefined) throw fail(isFolder(entries, path) ? 'EISDIR' : 'ENOENT', path);
    return getContent(entry) ?? readNow(resolveLink(path, entry));
  };
  const read = async (path: string) => readNow(path);
  return {
    entries,
    read,
    readText: async (path) => (await read(path)).toString(),
    stat: async (path) => getStat(entries, path),
    list: async (path) => getNames(entries, path),
    listEntries: async (path) => getEntries(entries, path),
    readLink: async (path) => getLink(entries, path),
    stream: (path) => Readable.from(readLate(() => read(path))),
    write: async (path, content, mode) => {
      const written = Buffer.from(content as string);
      const replaced = getStat(entries, path)?.mode;
      entries.set(
        path,
        mode === undefined
          ? written
          : { mode: replaced ?? mode, content: isUtf8(written) ? written.toString() : written },
      );
    },
    sink: (path) => createSink((content) => void entries.set(path, content)),
    hold: createHolds(),
    makeFolder: async () => undefined,
    append: async (path, text) => {
      // At once, as the system does: of two at a time neither loses the other's.
      const before = entries.has(path) ? readNow(path) : Buffer.alloc(0);
      entries.set(path, Buffer.concat([before, Buffer.from(text)]));
    },
    remove: async (path) => void entries.delete(path),
  };
}

/** One holder after the other, in the order in which they came. */
function createHolds(): Files['hold'] {
  const last = new Map<string, Promise<void>>();
  return async (path, signal) => {
    const before = last.get(path) ?? Promise.resolve();
    let release = () => {};
    const mine = new Promise<void>((resolve) => (release = resolve));
    last.set(
      path,
      before.then(() => mine),
    );
    try {
      await Promise.race([before, rejectOnAbort(signal)]);
    } catch (error) {
      release();
      throw error;
    }
    return { [Symbol.asyncDispose]: async () => release() };
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

type Entries = ReadonlyMap<string, MemoryEntry>;

function getContent(entry: MemoryEntry): Buffer | undefined {
  if (typeof entry === 'string') return Buffer.from(entry);
  if (Buffer.isBuffer(entry)) return entry;
  return 'content' in entry ? Buffer.from(entry.content as string) : undefined;
}

function getStat(entries: Entries, path: string): Awaited<ReturnType<Files['stat']>> {
  const entry = entries.get(path);
  if (entry === undefined) {
    return isFolder(entries, path) ? { kind: 'directory', size: 0, mode: 0o755, modified: 0 } : undefined;
  }
  const content = getContent(entry);
  if (!content) return { kind: 'symlink', size: 0, mode: 0o777, modified: 0 };
  const mode = typeof entry === 'object' && 'mode' in entry ? entry.mode : 0o644;
  return { kind: 'file', size: content.length, mode, modified: 0 };
}

function isFolder(entries: Entries, path: string): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return [...entries.keys()].some((key) => key.startsWith(prefix));
}

function getNames(entries: Entries, path: string): readonly string[] {
  if (!isFolder(entries, path)) throw fail(entries.has(path) ? 'ENOTDIR' : 'ENOENT', path);
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const below = [...entries.keys()].filter((key) => key.startsWith(prefix));
  return [...new Set(below.map((key) => key.slice(prefix.length).split('/')[0]!))].sort();
}

function getEntries(entries: Entries, path: string): readonly FileEntry[] {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return getNames(entries, path).map((name) => ({
    name,
    kind: getStat(entries, `${prefix}${name}`)?.kind ?? 'other',
  }));
}

function getLink(entries: Entries, path: string): string {
  const entry = entries.get(path);
  if (typeof entry === 'object' && 'link' in entry) return entry.link;
  throw fail(entry === undefined ? 'ENOENT' : 'EINVAL', path);
}

function resolveLink(path: string, entry: MemoryEntry): string {
  const target = (entry as { link: string }).link;
  return target.startsWith('/') ? target : `${dirname(path)}/${target}`;
}

async function* readLate(read: () => Promise<Buffer>): AsyncGenerator<Buffer> {
  yield await read();
}

function createSink(finish: (content: Buffer) => void): NodeJS.WritableStream {
  const chunks: Buffer[] = [];
  return new Writable({
    write(chunk: Buffer | string, _, done) {
      chunks.push(Buffer.from(chunk as string));
      done();
    },
    final(done) {
      finish(Buffer.concat(chunks));
      done();
    },
  });
}

function fail(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
