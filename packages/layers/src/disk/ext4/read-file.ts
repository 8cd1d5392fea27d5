import type { ByteText } from '../../tar';
import { toByteText } from '../../tar/entry';
import { createDirectories, type Directories, type Link } from './directories';
import { readExtents } from './extents';
import { type FileSystem, withFileSystem } from './file-system';
import { getContent, getSize, hasExtents, rootInode } from './inode';
import type { Ext4Request } from './request';
import { blockSize } from './superblock';

/** As many symlinks as the kernel follows. */
const mostSymlinks = 40;

/**
 * Reads one file. `name` is absolute or relative to the root; symlinks are followed. Undefined when there is no such
 * file, also when it is a folder. Fails with LAY045 when there is no file system of ours.
 */
export async function readExt4File(
  request: Pick<Ext4Request, 'path' | 'extent'>,
  name: string,
): Promise<Buffer | undefined> {
  return withFileSystem(request, 'r', async (files) => {
    const number = findFile(files, toByteText(name));
    return number === undefined ? undefined : readContent(files, number);
  });
}

function findFile(files: FileSystem, path: ByteText): number | undefined {
  const directories = createDirectories(files);
  let rest = path.split('/');
  let at: Link = { inode: rootInode, kind: 'directory', layer: 0 };
  let symlinks = 0;
  while (rest.length > 0) {
    const [name, ...others] = rest as [ByteText, ...ByteText[]];
    rest = others;
    const next = step(directories, at, name);
    if (next === undefined) return undefined;
    if (next.kind !== 'symlink') at = next;
    else {
      symlinks++;
      if (symlinks > mostSymlinks) return undefined;
      const target = readContent(files, next.inode).toString('latin1');
      if (target.startsWith('/')) at = { inode: rootInode, kind: 'directory', layer: 0 };
      rest = [...target.split('/'), ...others];
    }
  }
  return at.kind === 'file' ? at.inode : undefined;
}

function step(directories: Directories, at: Link, name: ByteText): Link | undefined {
  if (at.kind !== 'directory') return undefined;
  const directory = directories.open(at.inode);
  if (name === '' || name === '.') return at;
  if (name === '..') return { ...at, inode: directory.parent };
  return directory.links.get(name);
}

/** Holes are zeros. */
function readContent(files: FileSystem, number: number): Buffer {
  const inode = files.inodes.read(number);
  const size = getSize(inode);
  if (!hasExtents(inode)) return Buffer.from(getContent(inode).subarray(0, size));
  const bytes = Buffer.alloc(Math.ceil(size / blockSize) * blockSize);
  for (const { logical, start, count } of readExtents(files.device, getContent(inode)).runs)
    files.device.readData(start, count * blockSize).copy(bytes, logical * blockSize);
  return bytes.subarray(0, size);
}
