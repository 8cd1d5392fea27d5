import { randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream, type Dirent, mkdirSync, type Stats } from 'node:fs';
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { getErrorCode } from '../error-code';
import type { FileEntry, FileStat, Files } from '../ports';
import { hold } from './hold';
import { readPipe } from './read-pipe';

const permissionBits = 0o7777;
/** Bytes that are read of a large file at a time: with Node's own 64 KiB, asking takes longer than reading. */
const PIECE = 2 ** 18;

export function createFiles(): Files {
  return {
    readText: async (path) => (await read(path)).toString(),
    read,
    stat,
    list,
    listEntries,
    readLink: (path) => readlink(path),
    stream: (path) => createReadStream(path, { highWaterMark: PIECE }),
    write,
    sink,
    hold,
    makeFolder,
    append,
    remove,
  };
}

/** Opened without waiting, which makes a difference for pipes alone: for others to write into them. */
async function read(path: string): Promise<Buffer> {
  await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return (await file.stat()).isFIFO() ? await readPipe(file) : await file.readFile();
}

async function stat(path: string): Promise<FileStat | undefined> {
  const stats = await statOrNothing(path);
  if (!stats) return undefined;
  const { mode, mtimeMs: modified, size } = stats;
  return { kind: getKind(stats), size, mode: mode & permissionBits, modified };
}

function getKind(found: Stats | Dirent): FileStat['kind'] {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'directory';
  return found.isSymbolicLink() ? 'symlink' : 'other';
}

async function list(path: string): Promise<readonly string[]> {
  return (await readdir(path)).sort(compareBytes);
}

async function listEntries(path: string): Promise<readonly FileEntry[]> {
  const found = await readdir(path, { withFileTypes: true });
  return found
    .map((entry) => ({ name: entry.name, kind: getKind(entry) }))
    .sort((a, b) => compareBytes(a.name, b.name));
}

/**
 * UTF-16, which strings are compared by, orders characters beyond its first plane differently. Only names with such
 * characters become bytes: that takes a hundred times longer, and a workspace has thousands of names.
 */
function compareBytes(a: string, b: string): number {
  if (beyondFirstPlane.test(a) || beyondFirstPlane.test(b))
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const beyondFirstPlane = /[\ud800-\udfff]/;

async function makeFolder(path: string, mode?: number): Promise<void> {
  await mkdir(path, { recursive: true, ...(mode !== undefined && { mode }) });
}

async function append(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const isNew = (await statOrNothing(path)) === undefined;
  await using file = await open(path, 'a', 0o600);
  await file.appendFile(text);
  await file.datasync();
  // A new file is on the disk only when the folder that names it is.
  if (isNew) await syncFolder(dirname(path));
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

/** A reader, or a crash, meets the old file or the new one, never a half: written beside it, flushed, renamed. */
async function write(path: string, content: string | Buffer, mode?: number): Promise<void> {
  const target = await followLink(path);
  const replaced = await statOrNothing(target);
  if (replaced && isPlace(replaced)) return writeFile(target, content);
  await mkdir(dirname(target), { recursive: true });
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    await writeFlushed(draft, content, { mode, replaced });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A device, a pipe or a socket is a place to write to. Root could replace `/dev/null` by a file, once. */
function isPlace(stats: Stats): boolean {
  return stats.isCharacterDevice() || stats.isBlockDevice() || stats.isFIFO() || stats.isSocket();
}

/** A file that is a link stays a link: what it points to is replaced. */
async function followLink(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return path;
    throw error;
  }
}

async function statOrNothing(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** What decides the rights of a file that is written. */
interface Rights {
  readonly mode: number | undefined;
  readonly replaced: Stats | undefined;
}

/** Who replaces a file changes neither who may read it, at no moment, nor, as root, whose it is. */
async function writeFlushed(
  path: string,
  content: string | Buffer,
  { mode, replaced }: Rights,
): Promise<void> {
  await using file = await open(path, 'wx', replaced ? replaced.mode & permissionBits : mode);
  if (replaced) await takeRights(file, replaced);
  await file.writeFile(content);
  await file.sync();
}

async function takeRights(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const own = await file.stat();
  if (own.uid !== uid || own.gid !== gid) {
    // Only root may give files away. For anyone else the file is their own from here on.
    await file.chown(uid, gid).catch(() => undefined);
  }
  await file.chmod(mode & permissionBits);
}

function sink(path: string): NodeJS.WritableStream {
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path);
}

async function remove(path: string): Promise<void> {
  try {
    const found = await lstat(path);
    // Nobody makes devices here; root could remove /dev/null, the target of a build that wants no file.
    if (found.isCharacterDevice() || found.isBlockDevice()) return;
    await unlink(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return;
    // Linux says EISDIR for a folder, POSIX and macOS say EPERM.
    if (!hasCode(error, 'EISDIR', 'EPERM')) throw error;
    await rmdir(path);
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(getErrorCode(error) ?? '');
}
