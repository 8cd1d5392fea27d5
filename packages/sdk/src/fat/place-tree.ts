import { countEntries, ENTRY, type Entry, encodeEntry, type FatTime } from './entries';
import type { Folder } from './folder-tree';
import { getShortNames } from './names';

/** Bytes of a cluster: one sector. */
export const CLUSTER = 512;
/** The number of the first cluster of every FAT. */
export const FIRST_CLUSTER = 2;
/** Letters of a short name, and of a label. */
export const LABEL = 11;

/** What clusters in one piece hold, from the first of them. */
export interface Run {
  readonly cluster: number;
  readonly bytes: Buffer;
}

export interface FatTree {
  readonly root: Folder;
  /** At most {@link LABEL} characters of ASCII. */
  readonly label: string;
  /** Of every file and folder. */
  readonly time: FatTime;
  /** FAT32 has its root in clusters, the first ones; older FATs in a place of its own. */
  readonly isRootInClusters: boolean;
}

export interface PlacedTree {
  /** The entries of the root, which are the first run when it is in clusters. */
  readonly root: Buffer;
  readonly runs: readonly Run[];
  /** The first cluster that is free. */
  readonly next: number;
}

/** Where a folder lies, and the one above it; 0 for the root, wherever that is. */
interface Place {
  readonly own: number;
  readonly above: number;
}

/** Places folders and files one behind the other, each in one piece. Whether they fit is the caller's to know. */
export function placeTree({ root, label, time, isRootInClusters }: FatTree): PlacedTree {
  const runs: Run[] = [];
  let next = FIRST_CLUSTER;
  const reserve = (bytes: number): number => {
    const cluster = next;
    next += toClusters(bytes);
    // What holds nothing has no cluster.
    return bytes === 0 ? 0 : cluster;
  };
  const put = (cluster: number, bytes: Buffer): void => {
    if (bytes.length > 0) runs.push({ cluster, bytes });
  };
  const encodeContent = ({ folders, files }: Folder, own: number): readonly Buffer[] => {
    const shorts = getShortNames([...folders.keys(), ...files.keys()]);
    const list = (entry: Omit<Entry, 'short'>) =>
      encodeEntry({ ...entry, short: shorts.get(entry.name)! }, time);
    return [
      ...Array.from(folders, ([name, folder]) =>
        list({ name, kind: 'folder', cluster: placeFolder(folder, own), size: 0 }),
      ),
      ...Array.from(files, ([name, content]) => {
        const cluster = reserve(content.length);
        put(cluster, content);
        return list({ name, kind: 'file', cluster, size: content.length });
      }),
    ];
  };
  const placeFolder = (folder: Folder, above: number): number => {
    const own = reserve(getFolderBytes(folder));
    const dots = encodeDots({ own, above }, time);
    put(own, Buffer.concat([...dots, ...encodeContent(folder, own)]));
    return own;
  };
  const first = isRootInClusters ? reserve(getRootBytes(root)) : 0;
  const title = encodeEntry(special(label, 'label', 0), time);
  const entries = Buffer.concat([title, ...encodeContent(root, 0)]);
  if (isRootInClusters) put(first, entries);
  return { root: entries, runs, next };
}

function encodeDots({ own, above }: Place, time: FatTime): readonly Buffer[] {
  return [special('.', 'folder', own), special('..', 'folder', above)].map((each) => encodeEntry(each, time));
}

/** An entry whose letters are no name of a file. */
function special(name: string, kind: Entry['kind'], cluster: number): Entry {
  return { name, short: { letters: name.padEnd(LABEL), isWhole: true }, kind, cluster, size: 0 };
}

/** Clusters that hold so many bytes. */
export function toClusters(bytes: number): number {
  return Math.ceil(bytes / CLUSTER);
}

/** Clusters of everything below a root, which itself may lie elsewhere. */
export function countClusters({ folders, files }: Folder): number {
  const below = [...folders.values()].map(
    (folder) => toClusters(getFolderBytes(folder)) + countClusters(folder),
  );
  const own = [...files.values()].map((content) => toClusters(content.length));
  return [...below, ...own].reduce((sum, one) => sum + one, 0);
}

/** Entries of a root, the label's among them. */
export function countRootEntries(root: Folder): number {
  return 1 + countContent(root);
}

function getRootBytes(root: Folder): number {
  return countRootEntries(root) * ENTRY;
}

function getFolderBytes(folder: Folder): number {
  return (2 + countContent(folder)) * ENTRY;
}

function countContent({ folders, files }: Folder): number {
  const names = [...folders.keys(), ...files.keys()];
  const shorts = getShortNames(names);
  return names.reduce((sum, name) => sum + countEntries(name, shorts.get(name)!), 0);
}
