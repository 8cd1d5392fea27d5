import { SECTOR } from '../sizes';
import { type DirectoryEntry, encodeDirectory, getDirectorySize } from './directory';

/** A file of the volume. Its path has short names in capitals: `EFI/BOOT/BOOTX64.EFI`. */
export interface FatFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What clusters in one piece hold, from the first of them. */
export interface Run {
  readonly cluster: number;
  readonly bytes: Buffer;
}

/** What the files are placed into. */
export interface FatTree {
  readonly label: string;
  /** Of every file, in seconds since the epoch. */
  readonly time: number;
  readonly files: readonly FatFile[];
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, Buffer>;
}

/** Places files and their folders one behind the other. The root, which has the first cluster, comes first. */
export function placeFiles({ label, time, files }: FatTree, firstCluster: number): readonly Run[] {
  const runs: Run[] = [];
  let next = firstCluster;
  const reserve = (size: number): number => {
    const cluster = next;
    next += Math.ceil(size / SECTOR);
    // What holds nothing has no cluster.
    return size === 0 ? 0 : cluster;
  };
  const placeFile = ([name, bytes]: readonly [string, Buffer]): DirectoryEntry => {
    const cluster = reserve(bytes.length);
    if (cluster !== 0) runs.push({ cluster, bytes });
    return { name, kind: 'file', cluster, size: bytes.length };
  };
  const placeFolder = (folder: Folder, head: (self: number) => readonly DirectoryEntry[]): number => {
    const self = reserve(
      getDirectorySize(head(firstCluster).length + folder.files.size + folder.folders.size),
    );
    // The root counts as cluster 0 where its folders name what is above them.
    const parent = self === firstCluster ? 0 : self;
    const entries = [...head(self), ...[...folder.files].map(placeFile)];
    for (const [name, inner] of folder.folders) {
      const cluster = placeFolder(inner, (own) => [linkTo('.', own), linkTo('..', parent)]);
      entries.push(linkTo(name, cluster));
    }
    runs.push({ cluster: self, bytes: encodeDirectory(entries, time) });
    return self;
  };
  placeFolder(growTree(files), () => [{ name: label, kind: 'volume', cluster: 0, size: 0 }]);
  return runs;
}

function linkTo(name: string, cluster: number): DirectoryEntry {
  return { name, kind: 'directory', cluster, size: 0 };
}

function growTree(files: readonly FatFile[]): Folder {
  const root: Folder = { folders: new Map(), files: new Map() };
  for (const { path, bytes } of files) {
    const names = path.split('/');
    const last = names.pop() as string;
    let folder = root;
    for (const name of names) {
      const inner = folder.folders.get(name) ?? { folders: new Map(), files: new Map() };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.files.set(last, bytes);
  }
  return root;
}
