import { LABEL, makeBootSector } from './boot-sector';
import {
  countEntries,
  type Entry,
  encodeEntry,
  type FatTime,
  FILE_ATTRIBUTE,
  FOLDER_ATTRIBUTE,
  LABEL_ATTRIBUTE,
} from './entries';
import type { Folder } from './folder-tree';
import {
  CLUSTER,
  CLUSTERS,
  DATA_START,
  DISK_BYTES,
  ENTRY,
  FAT_SECTORS,
  FAT_START,
  FATS,
  FIRST_CLUSTER,
  MEDIA,
  ROOT_START,
  SECTOR,
} from './geometry';
import { getShortNames } from './names';

const END_OF_CHAIN = 0xfff;

/**
 * A floppy of 1.44 MB with a FAT12 file system and long names. The same content, label and time give the same bytes.
 * What fits is the caller's to know: `measure` tells.
 */
export function makeFloppyImage(root: Folder, { label, time }: { label: string; time: FatTime }): Buffer {
  const disk = Buffer.alloc(DISK_BYTES);
  makeBootSector(label).copy(disk, 0);
  const store = createStore(disk);
  const title: Entry = {
    name: label,
    short: { letters: label.padEnd(LABEL), isWhole: true },
    attributes: LABEL_ATTRIBUTE,
    cluster: 0,
    size: 0,
  };
  const content = [encodeEntry(title, time), ...writeContent(root, { store, time, own: 0 })];
  Buffer.concat(content).copy(disk, ROOT_START);
  store.finish();
  return disk;
}

interface Place {
  readonly store: Store;
  readonly time: FatTime;
  /** The folder's own first cluster; 0 for the root. */
  readonly own: number;
}

/** Writes what is in a folder, and gives the entries by which it is listed. */
function writeContent({ folders, files }: Folder, { store, time, own }: Place): readonly Buffer[] {
  const shorts = getShortNames([...folders.keys(), ...files.keys()]);
  const list = (entry: Omit<Entry, 'short'>) =>
    encodeEntry({ ...entry, short: shorts.get(entry.name)! }, time);
  return [
    ...Array.from(folders, ([name, folder]) => {
      const cluster = writeFolder(folder, { store, time, own });
      return list({ name, attributes: FOLDER_ATTRIBUTE, cluster, size: 0 });
    }),
    ...Array.from(files, ([name, content]) => {
      const cluster = store.reserve(content.length);
      store.fill(cluster, content);
      return list({ name, attributes: FILE_ATTRIBUTE, cluster, size: content.length });
    }),
  ];
}

function writeFolder(folder: Folder, { store, time, own: above }: Place): number {
  const own = store.reserve(getFolderBytes(folder));
  const dots = [
    ['.', own],
    ['..', above],
  ] as const;
  const entries = dots.map(([name, cluster]) =>
    encodeEntry(
      {
        name,
        short: { letters: name.padEnd(LABEL), isWhole: true },
        attributes: FOLDER_ATTRIBUTE,
        cluster,
        size: 0,
      },
      time,
    ),
  );
  store.fill(own, Buffer.concat([...entries, ...writeContent(folder, { store, time, own })]));
  return own;
}

function getFolderBytes(folder: Folder): number {
  return (2 + countContent(folder)) * ENTRY;
}

function countContent({ folders, files }: Folder): number {
  const names = [...folders.keys(), ...files.keys()];
  const shorts = getShortNames(names);
  return names.reduce((sum, name) => sum + countEntries(name, shorts.get(name)!), 0);
}

/** What a disk would need. */
export interface Measure {
  /** Sectors of data; there are `CLUSTERS`. */
  readonly clusters: number;
  /** Entries of the root with the label; there are `ROOT_ENTRIES`. */
  readonly rootEntries: number;
}

export function measure(root: Folder): Measure {
  return { clusters: countBelow(root), rootEntries: 1 + countContent(root) };
}

function countBelow({ folders, files }: Folder): number {
  const below = [...folders.values()].map(
    (folder) => toClusters(getFolderBytes(folder)) + countBelow(folder),
  );
  const own = [...files.values()].map((content) => toClusters(content.length));
  return [...below, ...own].reduce((sum, one) => sum + one, 0);
}

function toClusters(bytes: number): number {
  return Math.ceil(bytes / CLUSTER);
}

interface Store {
  /** Takes as many clusters as hold so many bytes, one after the other; gives the first, or 0 for no bytes. */
  reserve(bytes: number): number;
  fill(cluster: number, content: Buffer): void;
  /** Writes the tables that chain the clusters. */
  finish(): void;
}

function createStore(disk: Buffer): Store {
  const chain = [0xf00 | MEDIA, END_OF_CHAIN];
  return {
    reserve(bytes) {
      const count = toClusters(bytes);
      const first = chain.length;
      if (first - FIRST_CLUSTER + count > CLUSTERS)
        throw new Error('The disk is full, which was to be measured.');
      for (let index = 1; index <= count; index++) chain.push(index === count ? END_OF_CHAIN : first + index);
      return count === 0 ? 0 : first;
    },
    fill(cluster, content) {
      if (content.length > 0) content.copy(disk, DATA_START + (cluster - FIRST_CLUSTER) * CLUSTER);
    },
    finish() {
      const table = packChain(chain);
      for (let copy = 0; copy < FATS; copy++) table.copy(disk, FAT_START + copy * FAT_SECTORS * SECTOR);
    },
  };
}

/** Two numbers of 12 bits lie in three bytes. */
function packChain(chain: readonly number[]): Buffer {
  const table = Buffer.alloc(FAT_SECTORS * SECTOR);
  chain.forEach((next, index) => {
    const place = index + (index >> 1);
    const word = table.readUInt16LE(place);
    table.writeUInt16LE(index % 2 === 0 ? (word & 0xf000) | next : (word & 0x000f) | (next << 4), place);
  });
  return table;
}
