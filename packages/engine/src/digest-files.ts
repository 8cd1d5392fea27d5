import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TreeEntry } from '@strata/plan';
import type { FileStat, Files } from '@strata/sdk';

/** Bytes of a file that is read at once, which takes a fifth of the time; hardly a script is larger. */
const SMALL = 2 ** 20;

/** What stands for the content of a file. */
export type TellContent = (files: Files, path: string, stat: FileStat) => Promise<string>;

/** sha256 of one file's bytes, hex. */
async function digestFile(files: Files, path: string, { size }: FileStat): Promise<string> {
  const hash = createHash('sha256');
  if (size <= SMALL) hash.update(await files.read(path));
  else await pipeline(files.stream(path), hash);
  return hash.digest('hex');
}

/**
 * A file, or every entry below a folder; undefined when nothing is there. Sockets, pipes and devices are left out.
 *
 * @param tell by default the digest of its bytes
 */
export async function readEntries(
  files: Files,
  path: string,
  tell: TellContent = digestFile,
): Promise<readonly TreeEntry[] | undefined> {
  const root = await followLinks(files, path);
  const found = await readEntry({ files, root, tell }, '');
  if (found?.kind !== 'directory') return found && [found];
  const entries: TreeEntry[] = [];
  for await (const entry of walk({ files, root, tell }, '')) entries.push(entry);
  return entries;
}

/** As many as the kernel follows. */
const MAX_LINKS = 40;

/** Where a path leads. A link that was named itself stands for what it points to; links further down are content. */
async function followLinks(files: Files, path: string): Promise<string> {
  let at = path;
  for (let left = MAX_LINKS; left > 0 && (await files.stat(at))?.kind === 'symlink'; left--) {
    at = resolve(dirname(at), await files.readLink(at));
  }
  return at;
}

interface Tree {
  readonly files: Files;
  readonly root: string;
  readonly tell: TellContent;
}

async function* walk(tree: Tree, below: string): AsyncGenerator<TreeEntry> {
  for (const name of await tree.files.list(join(tree.root, below))) {
    const entry = await readEntry(tree, below === '' ? name : `${below}/${name}`);
    if (!entry) continue;
    yield entry;
    if (entry.kind === 'directory') yield* walk(tree, entry.path);
  }
}

async function readEntry({ files, root, tell }: Tree, path: string): Promise<TreeEntry | undefined> {
  const full = join(root, path);
  const stat = await files.stat(full);
  switch (stat?.kind) {
    case 'file':
      return {
        path,
        kind: 'file',
        executable: (stat.mode & 0o111) !== 0,
        content: await tell(files, full, stat),
      };
    case 'directory':
      return { path, kind: 'directory', executable: false, content: '' };
    case 'symlink':
      return { path, kind: 'symlink', executable: false, content: await files.readLink(full) };
    default:
      return undefined;
  }
}
