import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { type ByteText, showByteText, type TarEntry } from './entry';

/**
 * Extended attributes that are part of what an image is. Everything else belongs to the machine the file came from
 * (`security.selinux`), needs rights a user namespace has not (`trusted.*`), or is overlayfs's own book-keeping.
 */
const keptXattrs = [
  /^security\.capability$/,
  /^system\.posix_acl_(access|default)$/,
  /^user\.(?!overlay\.|strata\.)/,
];

/** An entry as layers hold it: attributes of the machine dropped, no time later than `latest`. */
export function normalizeEntry(entry: TarEntry, latest: number): TarEntry {
  const mtime = Math.max(0, Math.min(entry.mtime, latest));
  const xattrs = entry.type === 'hardlink' ? noXattrs : filterXattrs(entry.xattrs);
  // Most are as layers hold them, and there are many.
  if (mtime === entry.mtime && xattrs.size === entry.xattrs.size) return entry;
  return { ...entry, mtime, xattrs };
}

const noXattrs: TarEntry['xattrs'] = new Map();

function filterXattrs(xattrs: TarEntry['xattrs']): TarEntry['xattrs'] {
  if (xattrs.size === 0) return xattrs;
  return new Map([...xattrs].filter(([name]) => keptXattrs.some((kept) => kept.test(name))));
}

/** Refuses members that would land outside the tree. A leading `/` was taken off when the archive was read. */
export function assertInside(entry: TarEntry): void {
  const link = entry.type === 'hardlink' ? entry.link : '';
  if (!hasParentStep(entry.path) && !hasParentStep(link)) return;
  throw new Failure(
    problem('LAY022', {
      detail: `${showByteText(entry.path)}${link && ` (a link to ${showByteText(link)})`} leads out of the archive's own tree.`,
      hint: 'Do not use this archive: no honest tool writes such members.',
    }),
  );
}

function hasParentStep(path: ByteText): boolean {
  return path.includes('..') && path.split('/').includes('..');
}
