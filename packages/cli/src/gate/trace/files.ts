import { followLinks, type ImageEntries, type ImageEntry } from '@strata/layers/contents';
import { type Aspect, wantsNothing } from './aspect';

/** Which words of an entry a check's attribute is about; all of them for the others. */
const attributes: Readonly<Record<string, readonly (keyof ImageEntry)[]>> = {
  exists: ['type'],
  filetype: ['type'],
  mode: ['mode'],
  owner: ['uid'],
  uid: ['uid'],
  group: ['gid'],
  gid: ['gid'],
  size: ['digest'],
  contents: ['digest'],
  'linked-to': ['target'],
};

const everything = ['type', 'mode', 'uid', 'gid', 'digest', 'target', 'attributes'] as const;

/** A file, link or folder by its absolute path. */
export function makeFileAspect(path: string, attribute?: string): Aspect {
  const words = (attribute === undefined ? undefined : attributes[attribute]) ?? everything;
  return {
    name: path,
    absence: 'proof',
    wants: wantsNothing,
    read: ({ entries }) => {
      const place = resolvePlace(entries, path);
      const found = [...new Set([place, followLinks(entries, place)])].flatMap((each) => {
        const entry = entries.get(each);
        return entry ? [[each, describeEntry(entry, words)] as const] : [];
      });
      return new Map(found);
    },
  };
}

/** Every file that a pattern fits. */
export function makeFilesAspect(name: string, pattern: RegExp): Aspect {
  return {
    name,
    absence: 'proof',
    wants: wantsNothing,
    read: ({ entries }) => {
      const fitting = [...entries].filter(([path, { type }]) => type !== 'directory' && pattern.test(path));
      return new Map(fitting.map(([path, entry]) => [path, describeEntry(entry)]));
    },
  };
}

/** What an entry is, for comparing. */
export function describeEntry(entry: ImageEntry, words: readonly (keyof ImageEntry)[] = everything): string {
  return JSON.stringify(words.map((word) => entry[word] ?? null));
}

/** Where a path of a machine lies in its image: links among its folders are followed, one at its end is not. */
export function resolvePlace(entries: ImageEntries, path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  let at = '';
  for (const [index, step] of steps.entries()) {
    at = at === '' ? step : `${at}/${step}`;
    if (index < steps.length - 1) at = followLinks(entries, at);
  }
  return at;
}
