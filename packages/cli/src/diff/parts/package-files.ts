import type { ImageFiles } from '@strata/sdk';

/** What a package of Debian brought: every file, link and folder, also those that have no checksum. */
const list = /^(?<root>(?:.*\/)?)var\/lib\/dpkg\/info\/[^/]+\.list$/;

export function wantsPackageFiles(path: string): boolean {
  return list.test(path);
}

/** Paths of the packages whose lists could be read, without `/` in front; those of containers below their own root. */
export function readPackageFiles(files: ImageFiles): ReadonlySet<string> {
  return new Set(files.list().flatMap((path) => readList(files, path)));
}

function readList(files: ImageFiles, path: string): readonly string[] {
  const root = list.exec(path)?.groups?.['root'];
  if (root === undefined) return [];
  const lines = files.read(path)?.toString().split('\n') ?? [];
  return lines.map((line) => root + line.replace(/^\//, ''));
}
