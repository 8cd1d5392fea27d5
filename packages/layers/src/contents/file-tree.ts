import type { ImageFiles } from '@strata/sdk';
import type { LayerContents } from './layer-contents';

/** A folder of the tree that a stack of layers shows. */
export interface Folder {
  readonly kind: 'folder';
  readonly entries: Map<string, Node>;
}

export type Node =
  | Folder
  | { readonly kind: 'link'; readonly target: string }
  /** `content` is there for files that were wanted. */
  | { readonly kind: 'file'; readonly content?: Buffer }
  | { readonly kind: 'other' };

/** As many symlinks as Linux follows before it says ELOOP. */
const linkLimit = 40;

/** Puts layers over each other, base first: removed files, opaque folders and replaced ones as overlayfs has them. */
export function stackLayers(layers: readonly LayerContents[]): Folder {
  const root = makeFolder();
  for (const layer of layers) addLayer(root, layer);
  return root;
}

/** Marks are about the layers below, wherever they stand in the archive. */
function addLayer(root: Folder, { removed, opaque, entries }: LayerContents): void {
  for (const path of removed) remove(root, split(path));
  for (const path of opaque) findFolder(root, split(path))?.entries.clear();
  for (const { path, node } of entries) {
    const steps = split(path);
    const name = steps.pop();
    if (name === undefined) continue;
    const folder = makeFolders(root, steps);
    const placed = node.kind === 'hardlink' ? findNode(root, split(node.target)) : node;
    if (placed?.kind === 'folder' && folder.entries.get(name)?.kind === 'folder') continue;
    if (placed !== undefined) folder.entries.set(name, placed.kind === 'folder' ? makeFolder() : placed);
  }
}

function remove(root: Folder, steps: readonly string[]): void {
  const name = steps.at(-1);
  if (name !== undefined) findFolder(root, steps.slice(0, -1))?.entries.delete(name);
}

function makeFolders(root: Folder, steps: readonly string[]): Folder {
  let folder = root;
  for (const step of steps) {
    const next = folder.entries.get(step);
    if (next?.kind === 'folder') folder = next;
    else {
      const made = makeFolder();
      folder.entries.set(step, made);
      folder = made;
    }
  }
  return folder;
}

function findFolder(root: Folder, steps: readonly string[]): Folder | undefined {
  const node = findNode(root, steps);
  return node?.kind === 'folder' ? node : undefined;
}

function findNode(root: Folder, steps: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const step of steps) node = node?.kind === 'folder' ? node.entries.get(step) : undefined;
  return node;
}

/** What those see who ask for files of the tree. */
export function createImageFiles(root: Folder): ImageFiles {
  const paths = [...listFiles(root, '')].sort();
  return {
    list: () => paths,
    read: (path) => {
      const found = resolveNode(root, path);
      return found?.kind === 'file' ? found.content : undefined;
    },
  };
}

function* listFiles({ entries }: Folder, prefix: string): Generator<string> {
  for (const [name, node] of entries) {
    if (node.kind === 'folder') yield* listFiles(node, `${prefix}${name}/`);
    else if (node.kind === 'file' && node.content !== undefined) yield prefix + name;
  }
}

/** Follows symlinks as a process in the image would: `..` above the root stays at the root. */
function resolveNode(root: Folder, path: string): Node | undefined {
  let left = linkLimit;
  let ahead = split(path);
  let trail: Folder[] = [root];
  while (ahead.length > 0) {
    const [step = '', ...rest] = ahead;
    ahead = rest;
    if (step === '..') {
      if (trail.length > 1) trail.pop();
      continue;
    }
    const node: Node | undefined = trail.at(-1)?.entries.get(step);
    if (node?.kind === 'folder') trail.push(node);
    else if (node?.kind !== 'link') return ahead.length === 0 ? node : undefined;
    else {
      left -= 1;
      if (left === 0) return undefined;
      if (node.target.startsWith('/')) trail = [root];
      ahead = [...split(node.target), ...ahead];
    }
  }
  return trail.at(-1);
}

function makeFolder(): Folder {
  return { kind: 'folder', entries: new Map() };
}

function split(path: string): string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}
