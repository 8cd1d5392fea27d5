import type { TarEntry } from '../../tar';
import { getEntrySize } from './directory-blocks';
import type { LayerSource } from './request';
import { blockSize } from './superblock';
import { splitPath } from './tree';

/** What layers take of a file system. */
export interface LayersSize {
  /** Of blocks that hold contents, names, long targets and attributes. */
  readonly bytes: number;
  readonly inodes: number;
}

/** Adds up what one layer needs at most. */
export interface Measure {
  add(entry: TarEntry): void;
  end(): LayersSize;
}

export function createMeasure(): Measure {
  let blocks = 0;
  let inodes = 0;
  const folders = new Map<string, number>();
  return {
    add: (entry) => {
      const { folder, name } = splitPath(entry.path);
      folders.set(folder, (folders.get(folder) ?? 0) + getEntrySize(name));
      blocks += getBlocks(entry);
      if (entry.type !== 'hardlink') inodes++;
    },
    end: () => {
      // Entries do not cross blocks, so up to a twelfth of each stays empty: the longest name takes 264 bytes.
      const names = [...folders.values()].map((bytes) => 1 + Math.ceil(bytes / (blockSize - longestEntry)));
      return { bytes: names.reduce((sum, count) => sum + count, blocks) * blockSize, inodes };
    },
  };
}

/**
 * How much layers need at most: everything they hold, whether a layer above removes it or not. Reads them all. What a
 * file system needs for itself (inode tables, journal) is not in it.
 */
export async function measureLayers(layers: readonly LayerSource[]): Promise<LayersSize> {
  let sum: LayersSize = { bytes: 0, inodes: 0 };
  for (const layer of layers) {
    const { bytes, inodes } = await measureLayer(layer);
    sum = { bytes: sum.bytes + bytes, inodes: sum.inodes + inodes };
  }
  return sum;
}

async function measureLayer(layer: LayerSource): Promise<LayersSize> {
  const measure = createMeasure();
  for await (const items of layer.read())
    for (const item of items) if (item.kind === 'entry') measure.add(item.entry);
  return measure.end();
}

const longestEntry = 300;
/** What certainly fits in the inode. */
const inlineTarget = 60;

function getBlocks({ type, size, link, xattrs, extra }: TarEntry): number {
  const content = Math.ceil(size / blockSize) + (extra.size > 0 ? 1 : 0);
  // A tree that needs a block of its own belongs to a file in pieces, for which one in a thousand is more than enough.
  const tree = Math.ceil(content / 1000);
  const target = type === 'symlink' && link.length >= inlineTarget ? 1 : 0;
  return content + tree + target + (xattrs.size > 0 ? 1 : 0);
}
