import { spawn } from 'node:child_process';
import { constants, copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ext4Request } from '../disk/ext4';
import { readTar, type TarEntry } from '../tar';
import { runJudge, type TestDisk } from './ext4-disk';
import { addNames, type Shown, type ShownTree } from './ext4-model';
import { searchPath } from './temporary-store';

type Node = Omit<Shown, 'names'>;

/**
 * Mounts the file system and reads it by GNU tar; undefined where this user, or this machine, may not mount.
 *
 * A copy is mounted: while any mount namespace of another process still holds the mount of an earlier call, the kernel
 * takes that loop device, with what it has read of the file before, for the same file again.
 */
export async function readByKernel({ request, folder }: TestDisk): Promise<ShownTree | undefined> {
  const room = await mkdtemp(join(folder, 'mounted-'));
  const [path, target] = [join(room, 'disk.raw'), join(room, 'root')];
  await copyFile(request.path, path, constants.COPYFILE_FICLONE);
  await mkdir(target);
  const { code } = await mount({ ...request, path }, target);
  if (code !== 0) return undefined;
  try {
    return await readTree(target);
  } finally {
    await runJudge('umount', [target]);
  }
}

function mount({ path, extent }: Ext4Request, target: string): Promise<{ readonly code: number }> {
  const options = `ro,loop,offset=${extent.offset},sizelimit=${extent.size}`;
  return runJudge('mount', ['-t', 'ext4', '-o', options, path, target]);
}

async function readTree(target: string): Promise<ShownTree> {
  const tar = spawn(
    'tar',
    ['--format=posix', '--numeric-owner', '--xattrs', '--xattrs-include=*', '-C', target, '-cf', '-', '.'],
    { env: { PATH: searchPath, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const nodes = new Map<string, Node>();
  const entries: { readonly entry: TarEntry; readonly pieces: Buffer[] }[] = [];
  for await (const item of readTar(tar.stdout)) {
    if (item.kind === 'entry') entries.push({ entry: item.entry, pieces: [] });
    else entries.at(-1)?.pieces.push(Buffer.from(item.bytes));
  }
  for (const { entry, pieces } of entries) {
    if (entry.path === '' || entry.path === 'lost+found') continue;
    const node = entry.type === 'hardlink' ? nodes.get(entry.link) : makeNode(entry, entry.type, pieces);
    nodes.set(entry.path, node as Node);
  }
  return addNames(nodes);
}

function makeNode(entry: TarEntry, type: Node['type'], pieces: readonly Buffer[]): Node {
  const { mode, uid, gid, mtime, link, major, minor, xattrs } = entry;
  const isDevice = type === 'character' || type === 'block';
  return {
    ...{ type, mode, uid, gid, mtime, link },
    device: isDevice ? `${major}:${minor}` : '',
    content: Buffer.concat(pieces).toString('latin1'),
    xattrs: Object.fromEntries([...xattrs].sort()),
  };
}
