import { createHash } from 'node:crypto';

/** One entry of a tree, as it enters a digest: owners and times are not content. */
export interface TreeEntry {
  /** Relative to the tree's root, `/` between parts; empty for a file that is the whole tree. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  readonly executable: boolean;
  /** sha256 of a file in hex, target of a link, empty for a directory. */
  readonly content: string;
}

/** One digest, `sha256:…`, of a file or of all that is below a folder; the order of the entries does not matter. */
export function treeDigest(entries: Iterable<TreeEntry>): string {
  const hash = createHash('sha256');
  const lines = [...entries].map(getLine).sort(Buffer.compare);
  for (const line of lines) hash.update(line);
  return `sha256:${hash.digest('hex')}`;
}

/** Fields end in NUL, which neither paths nor link targets can hold. */
function getLine({ path, kind, executable, content }: TreeEntry): Buffer {
  return Buffer.from(`${path}\0${kind}\0${executable ? 'x' : '-'}\0${content}\0`);
}
