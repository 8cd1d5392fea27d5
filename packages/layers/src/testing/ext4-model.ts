import type { TarType } from '../tar';
import type { Member } from './ext4-disk';

/** What a file system shows of one path. */
export interface Shown {
  readonly type: Exclude<TarType, 'hardlink'>;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly link: string;
  readonly device: string;
  readonly content: string;
  readonly xattrs: Readonly<Record<string, string>>;
  /** All names of the same file, in order. */
  readonly names: readonly string[];
}

/** Paths, without the root folder and `lost+found`. */
export type ShownTree = Readonly<Record<string, Shown>>;

type Node = Omit<Shown, 'names'>;

/** What layers show, told in the simplest way there is: names to nodes, and removals before everything else. */
export function showLayers(layers: readonly (readonly Member[])[]): ShownTree {
  const nodes = new Map<string, Node>();
  for (const members of layers) {
    for (const { path } of members) removeMarked(nodes, path);
    for (const member of members) if (!getName(member.path).startsWith('.wh.')) put(nodes, member);
  }
  return addNames(nodes);
}

function removeMarked(nodes: Map<string, Node>, path: string): void {
  const name = getName(path);
  const folder = path.slice(0, path.length - name.length);
  if (name === '.wh..wh..opq') removeBelow(nodes, folder);
  else if (name.startsWith('.wh.')) remove(nodes, folder + name.slice('.wh.'.length));
}

function put(nodes: Map<string, Node>, member: Member): void {
  if (member.path === '') return;
  if (member.type === 'hardlink') {
    const node = nodes.get(member.link) as Node;
    if (nodes.get(member.path) !== node) remove(nodes, member.path);
    nodes.set(member.path, node);
    return;
  }
  if (member.type !== 'directory' || nodes.get(member.path)?.type !== 'directory') remove(nodes, member.path);
  nodes.set(member.path, makeNode(member, member.type));
}

function makeNode(member: Member, type: Node['type']): Node {
  const { mode, uid, gid, mtime, link, major, minor, content, xattrs } = member;
  const isDevice = type === 'character' || type === 'block';
  return {
    ...{ type, uid, gid, mtime },
    mode: type === 'symlink' ? 0o777 : mode,
    link: type === 'symlink' ? link : '',
    device: isDevice ? `${major}:${minor}` : '',
    content: content?.toString('latin1') ?? '',
    xattrs: Object.fromEntries([...xattrs].sort()),
  };
}

function remove(nodes: Map<string, Node>, path: string): void {
  nodes.delete(path);
  removeBelow(nodes, `${path}/`);
}

function removeBelow(nodes: Map<string, Node>, start: string): void {
  for (const path of [...nodes.keys()]) if (path.startsWith(start)) nodes.delete(path);
}

/** Turns nodes into what can be compared: whoever has the same node is a hard link. */
export function addNames(nodes: ReadonlyMap<string, Node>): ShownTree {
  const names = new Map<Node, string[]>();
  for (const [path, node] of nodes) names.set(node, [...(names.get(node) ?? []), path]);
  const shown = [...nodes].map(([path, node]): [string, Shown] => [
    path,
    { ...node, names: (names.get(node) ?? []).sort() },
  ]);
  return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function getName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
