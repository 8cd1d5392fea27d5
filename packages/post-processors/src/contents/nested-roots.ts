import type { ImageFiles } from '@strata/sdk';

/** Data bases of packages, wherever they lie: an image may hold containers, each with a root file system of its own. */
const databases =
  /(?:^|\/)(?:var\/lib\/dpkg\/(?:status$|status\.d\/[^/]+$)|(?:usr\/)?lib\/apk\/db\/installed$|(?:var\/lib|usr\/lib\/sysimage)\/rpm\/(?:rpmdb\.sqlite|Packages|Packages\.db)$)/;

/** Where in a path a root file system may begin. */
const starts = /(?:^|\/)(?=(?:etc|lib|usr|var)\/)/g;

/** Whether a reader of root file systems wants a file of one that lies somewhere in the image. */
export function wantsInAnyRoot(path: string, wants: (path: string) => boolean): boolean {
  for (const { index, 0: slash } of path.matchAll(starts))
    if (wants(path.slice(index + slash.length))) return true;
  return false;
}

/** Root file systems with data bases of packages, each with `/` at its end; the image's own is empty and always there. */
export function findRoots(files: ImageFiles): readonly string[] {
  const roots = new Set(['']);
  for (const path of files.list()) {
    const found = databases.exec(path);
    if (found) roots.add(path.slice(0, found.index + (found[0].startsWith('/') ? 1 : 0)));
  }
  return [...roots].sort();
}

/** The files below a root, as those see them who are in there. */
export function viewBelow(files: ImageFiles, root: string): ImageFiles {
  if (root === '') return files;
  const paths = files
    .list()
    .filter((path) => path.startsWith(root))
    .map((path) => path.slice(root.length));
  return { list: () => paths, read: (path) => files.read(root + path) };
}
