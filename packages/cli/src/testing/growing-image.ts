import type { GrowingImage, ImageEntry } from '@strata/layers/contents';

/** What a layer of a {@link makeGrowingImage} does to a path: a file's content, `-> target` for a link, nothing to remove it. */
export type LayerChange = Readonly<Record<string, string | undefined>>;

/** An image of layers that exist in memory alone, for what asks when something changed. */
export function makeGrowingImage(...layers: readonly LayerChange[]): GrowingImage {
  const stacks = [...layers.keys(), layers.length].map((count) => {
    const merged = new Map<string, { readonly text: string; readonly layer: number }>();
    for (const [layer, changes] of layers.slice(0, count).entries())
      for (const [path, text] of Object.entries(changes)) {
        if (text === undefined) merged.delete(path);
        else merged.set(path, { text, layer });
      }
    return merged;
  });
  return {
    count: layers.length,
    upTo: (count) => {
      const found = stacks[count] ?? new Map();
      return {
        entries: new Map([...found].map(([path, { text, layer }]) => [path, makeEntry(path, text, layer)])),
        files: {
          list: () => [...found].flatMap(([path, { text }]) => (isLink(text) ? [] : [path])).sort(),
          read: (path) => {
            const text = found.get(path)?.text;
            return text === undefined || isLink(text) ? undefined : Buffer.from(text);
          },
        },
      };
    },
  };
}

const LINK = '-> ';
const isLink = (text: string) => text.startsWith(LINK);

function makeEntry(path: string, text: string, layer: number): ImageEntry {
  const common = { mode: 0o644, uid: 0, gid: 0, layer, source: path };
  if (isLink(text)) return { ...common, type: 'symlink', size: 0, target: text.slice(LINK.length) };
  // The content itself stands for its digest.
  return { ...common, type: 'file', size: text.length, digest: text };
}
