import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ext4Request } from '../disk/ext4';
import { getPlace, runJudge } from './ext4-disk';
import { addNames, type Shown, type ShownTree } from './ext4-model';

type Node = Omit<Shown, 'names'>;

const rootInode = '2';

const types: Readonly<Record<string, Shown['type']>> = {
  regular: 'file',
  directory: 'directory',
  symlink: 'symlink',
  'character special': 'character',
  'block special': 'block',
  FIFO: 'fifo',
};

/** Reads a whole file system by `debugfs`, which anybody may run. Names must not have slashes, as none has, or newlines. */
export async function readByDebugfs(request: Ext4Request): Promise<ShownTree> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-debugfs-'));
  try {
    const run = makeRunner(request, folder);
    const paths = await walk(run);
    const inodes = [...new Set(paths.values())];
    const nodes = await readNodes(run, inodes, folder);
    return addNames(new Map([...paths].map(([path, inode]) => [path, nodes.get(inode) as Node])));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs commands and gives what each has said. */
type Runner = (commands: readonly string[]) => Promise<readonly string[]>;

function makeRunner(request: Ext4Request, folder: string): Runner {
  return async (commands) => {
    const script = join(folder, 'script');
    await writeFile(script, commands.map((command) => `${command}\n`).join(''), 'latin1');
    const { stdout } = await runJudge('debugfs', ['-f', script, getPlace(request)]);
    // Each is said again before it is run.
    const parts = `\n${stdout.toString('latin1')}`.split('\ndebugfs: ').slice(1);
    return parts.map((part, index) => part.slice((commands[index] as string).length + 1));
  };
}

/** All paths with their inodes, one level after the other. */
async function walk(run: Runner): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>();
  let level: readonly (readonly [string, string])[] = [['', rootInode]];
  while (level.length > 0) {
    const folders = level;
    const lists = await run(folders.map(([, inode]) => `ls -p <${inode}>`));
    const found = lists.flatMap((text, index) => {
      const [folder] = folders[index] as readonly [string, string];
      return [...text.matchAll(/^\/(\d+)\/(\d+)\/-?\d+\/-?\d+\/([^/]*)\/\d*\/$/gm)]
        .map(([, inode, mode, name]) => ({ inode, mode, path: folder === '' ? name : `${folder}/${name}` }))
        .filter(({ path }) => path !== 'lost+found' && !/(^|\/)\.\.?$/.test(path as string));
    });
    for (const { path, inode } of found) paths.set(path as string, inode as string);
    level = found
      .filter(({ mode }) => mode?.startsWith('04') === true)
      .map(({ path, inode }) => [path as string, inode as string]);
  }
  return paths;
}

async function readNodes(
  run: Runner,
  inodes: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, Node>> {
  const stats = await run(inodes.map((inode) => `stat <${inode}>`));
  const nodes = new Map<string, Node>();
  const withContent: string[] = [];
  const withXattrs: (readonly [inode: string, name: string])[] = [];
  stats.forEach((text, index) => {
    const inode = inodes[index] as string;
    const node = readStat(text);
    nodes.set(inode, node);
    const stored = node.type === 'file' || (node.type === 'symlink' && node.link === '');
    if (stored) withContent.push(inode);
    const list = text.split('\nExtended attributes:\n')[1]?.split('\nInode checksum')[0] ?? '';
    for (const [, name] of list.matchAll(/^ {2}(\S+) \(\d+\)/gm)) withXattrs.push([inode, name as string]);
  });
  await run([
    ...withContent.map((inode) => `dump <${inode}> ${join(folder, inode)}`),
    ...withXattrs.map(([inode, name]) => `ea_get -f ${join(folder, `${inode}.${name}`)} <${inode}> ${name}`),
  ]);
  for (const inode of withContent) {
    const node = nodes.get(inode) as Node;
    const content = await readFile(join(folder, inode), 'latin1');
    nodes.set(inode, node.type === 'file' ? { ...node, content } : { ...node, link: content });
  }
  for (const [inode, name] of withXattrs.sort(([, a], [, b]) => (a < b ? -1 : 1))) {
    const node = nodes.get(inode) as Node;
    const value = await readFile(join(folder, `${inode}.${name}`));
    if (name.startsWith('system.posix_acl_')) setNoIds(value);
    nodes.set(inode, { ...node, xattrs: { ...node.xattrs, [name]: value.toString('latin1') } });
  }
  return nodes;
}

/** Entries of access lists without an id: kernels say all ones, debugfs zero. */
function setNoIds(list: Buffer): void {
  const named: ReadonlySet<number> = new Set([0x02, 0x08]);
  for (let at = 4; at < list.length; at += 8)
    if (!named.has(list.readUInt16LE(at))) list.writeUInt32LE(0xffffffff, at + 4);
}

function readStat(text: string): Node {
  const get = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  const [, seconds = '0', extra = '0'] = /^ mtime: 0x([0-9a-f]+):([0-9a-f]+)/m.exec(text) ?? [];
  const device =
    get(/(?<!\))Device major\/minor number: (\d+:\d+)/) || get(/New-style\) Device \S+ number: (\d+:\d+)/);
  return {
    type: types[get(/Type: ([A-Za-z]+(?: special)?)/)] as Shown['type'],
    mode: Number.parseInt(get(/Mode: +(\d+)/), 8),
    uid: Number(get(/User: +(-?\d+)/)) >>> 0,
    gid: Number(get(/Group: +(-?\d+)/)) >>> 0,
    mtime: (Number.parseInt(seconds, 16) | 0) + (Number.parseInt(extra, 16) & 3) * 2 ** 32,
    link: get(/Fast link dest: "(.*)"/),
    device: device.split(':').map(Number).join(':').replace(/^0$/, ''),
    content: '',
    xattrs: {},
  };
}
