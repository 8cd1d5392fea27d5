import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client, FileEntryWithStats, SFTPWrapper } from 'ssh2';
import type { RemoteFiles } from './remote-files';
import type { TreeEntry } from './tree-entry';

/** As large as OpenSSH's server takes at once (256 KiB less what is around it). */
const PIECE = 255 * 1024;
/** How many pieces of a file are on the way at a time. */
const AHEAD = 16;

const kindBits = 0o170000;
const folderKind = 0o040000;
const linkKind = 0o120000;
const permissionBits = 0o7777;

/** Files by the server's SFTP subsystem; undefined when it has none. */
export async function openSftpFiles(client: Client): Promise<RemoteFiles | undefined> {
  const sftp = await openSftp(client);
  return sftp && createSftpFiles(sftp);
}

function openSftp(client: Client): Promise<SFTPWrapper | undefined> {
  return new Promise((resolve, reject) => {
    try {
      client.sftp((error, sftp) => resolve(error ? undefined : sftp));
    } catch (error) {
      reject(error);
    }
  });
}

function createSftpFiles(sftp: SFTPWrapper): RemoteFiles {
  // What goes wrong with a request is told by the request.
  sftp.on('error', () => {});
  const makeFolder = async (path: string): Promise<boolean> => {
    if (await isFolder(sftp, path)) return false;
    const above = posix.dirname(path);
    if (above !== path) await makeFolder(above);
    await call<void>((done) => sftp.mkdir(path, done));
    return true;
  };
  return {
    makeFolder,
    setMode: (path, mode) => call<void>((done) => sftp.chmod(path, mode, done)),
    write: (path, content, mode) => write(sftp, path, content, mode),
    async makeLink(path, target) {
      await call<void>((done) => sftp.unlink(path, done)).catch(() => {});
      await call<void>((done) => sftp.symlink(target, path, done));
    },
    async list(path) {
      const found = await call<FileEntryWithStats[]>((done) => sftp.readdir(path, done));
      const named = found.filter(({ filename }) => filename !== '.' && filename !== '..');
      const entries = await Promise.all(named.map((entry) => toTreeEntry(sftp, path, entry)));
      return entries.filter((entry) => entry !== undefined);
    },
    read: (path, sink) =>
      pipeline(sftp.createReadStream(path, { highWaterMark: PIECE }), sink, { end: false }),
    close: () => sftp.end(),
  };
}

function call<T>(start: (done: (error: Error | null | undefined, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)));
  });
}

async function isFolder(sftp: SFTPWrapper, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    sftp.stat(path, (error, found) => resolve(!error && found.isDirectory()));
  });
}

/** Written beside and put in place when it is whole, where the server lets one file take another's place. */
async function write(
  sftp: SFTPWrapper,
  path: string,
  content: Readable,
  mode: number | undefined,
): Promise<void> {
  const isThere = await new Promise<boolean>((resolve) => sftp.lstat(path, (error) => resolve(!error)));
  const draft = isThere ? path : `${path}.strata-draft`;
  if (isThere && mode !== undefined)
    await call<void>((done) => sftp.chmod(path, 0o600, done)).catch(() => {});
  const handle = await call<Buffer>((done) =>
    sftp.open(draft, 'w', mode === undefined ? 0o666 : 0o600, done),
  );
  try {
    await writePieces(sftp, handle, content);
  } catch (error) {
    if (!isThere) sftp.unlink(draft, () => {});
    throw error;
  } finally {
    await call<void>((done) => sftp.close(handle, done));
  }
  if (!isThere) await call<void>((done) => sftp.rename(draft, path, done));
  if (mode !== undefined) await call<void>((done) => sftp.chmod(path, mode, done));
}

async function writePieces(sftp: SFTPWrapper, handle: Buffer, content: Readable): Promise<void> {
  const pending = new Set<Promise<void>>();
  let position = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Buffer | string);
    for (let start = 0; start < bytes.length; start += PIECE) {
      const piece = bytes.subarray(start, start + PIECE);
      const at = position;
      position += piece.length;
      const writing = call<void>((done) => sftp.write(handle, piece, 0, piece.length, at, done));
      pending.add(writing);
      // It is awaited below, whatever comes of it.
      writing.then(
        () => pending.delete(writing),
        () => {},
      );
      if (pending.size >= AHEAD) await Promise.race(pending);
    }
  }
  await Promise.all(pending);
}

async function toTreeEntry(
  sftp: SFTPWrapper,
  folder: string,
  { filename, attrs }: FileEntryWithStats,
): Promise<TreeEntry | undefined> {
  const common = { path: filename, mode: attrs.mode & permissionBits, seconds: attrs.mtime };
  const kind = attrs.mode & kindBits;
  if (kind === folderKind) return { ...common, kind: 'folder' };
  if (kind === linkKind) {
    const path = posix.join(folder, filename);
    const target = await call<string>((done) => sftp.readlink(path, done));
    return { ...common, kind: 'link', target };
  }
  return attrs.isFile() ? { ...common, kind: 'file', size: attrs.size } : undefined;
}
