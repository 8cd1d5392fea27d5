import { join, relative } from 'node:path';
import { readEntries } from '@strata/engine';
import type { TestFolder } from '@strata/image-tests';
import type { Files } from '@strata/sdk';

/**
 * What the folders of tests hold: every file, since checks include others and programs read what lies beside them.
 *
 * @param root the workspace's, from where files are named
 * @returns `sha256:…` of each file by its path, in the order of the paths; of a link where it leads
 */
export async function digestTests(
  files: Files,
  folders: readonly TestFolder[],
  root: string,
): Promise<Readonly<Record<string, string>>> {
  const digests = new Map<string, string>();
  for (const { path: folder } of folders) {
    if ((await files.stat(folder))?.kind !== 'directory') continue;
    for (const { kind, path, content } of (await readEntries(files, folder)) ?? [])
      if (kind !== 'directory')
        digests.set(
          relative(root, join(folder, path)),
          kind === 'file' ? `sha256:${content}` : `link ${content}`,
        );
  }
  return Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
}
