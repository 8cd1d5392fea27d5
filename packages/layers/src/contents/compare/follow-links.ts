import { posix } from 'node:path';
import type { ImageEntries } from './merge-listings';

/** As many symlinks as Linux follows before it says ELOOP. */
const linkLimit = 40;

/** Where a path of an image leads when what lies there is a symlink; the path itself when it is none. */
export function followLinks(entries: ImageEntries, path: string): string {
  let at = path;
  for (let left = linkLimit; left > 0; left--) {
    const entry = entries.get(at);
    if (entry?.type !== 'symlink') return at;
    at = posix.join('/', posix.dirname(at), entry.target ?? '').slice(1);
  }
  return at;
}
