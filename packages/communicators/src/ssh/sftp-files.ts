import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client, FileEntryWithStats, SFTPWrapper } from 'ssh2';
import type { RemoteFiles } from './remote-files';
import { PIECE, writePieces } from './sftp-pieces';
import type { TreeEntry } from './tree-entry';

const kindBits = 0o170000;
const folderKind = 0o040000;
const linkKind = 0o120000;
const permissionBits = 0o7777;

/** Files by the server's SFTP subsystem; undefined when it has none. */
export async function openSftpFiles(client: Client): Promise<RemoteFiles | undefined> {
  const sftp = await openSftp(client);
  return sftp && createSftpFiles(sftp);
}

/** A session of the server's SFTP subsystem; undefined when it has none, or none more. */
export function openSftp(client: Client): Promise<SFTPWrapper | undefined> {
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

export function call<T>(
  start: (done: (error: Error | null | undefined, value: T) => void) => void,
): Promise<T> {
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
    const writePiece = (piece: Buffer, position: number) =>
      call<void>((done) => sftp.write(handle, piece, 0, piece.length, position, done));
    await writePieces([{ write: writePiece }], content);
  } catch (error) {
    if (!isThere) sftp.unlink(draft, () => {});
    throw error;
  } finally {
    await call<void>((done) => sftp.close(handle, done));
  }
  if (!isThere) await call<void>((done) => sftp.rename(draft, path, done));
  if (mode !== undefined) await call<void>((done) => sftp.chmod(path, mode, done));
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
