import { basename } from 'node:path';
import type { PoolFile } from '../index/pool';
import type { PinnedArchive } from './route';

/** A package file and the archive that has it. */
export interface PackageFile extends PoolFile {
  readonly url: URL;
}

/** The files of packages by name and version. Archives name them `name_version_architecture.deb`, without the epoch. */
export function findPackageFiles(
  archives: readonly PinnedArchive[],
  packages: Readonly<Record<string, string>>,
): readonly PackageFile[] {
  const wanted = new Set(
    Object.entries(packages).map(([name, version]) => `${name}_${version.replace(/^\d+:/, '')}`),
  );
  const found = new Map<string, PackageFile>();
  for (const { uri, pool } of archives) {
    for (const file of pool.files()) {
      if (wanted.has(stem(file.path))) found.set(file.sha256, { ...file, url: getUrl(uri, file.path) });
    }
  }
  return [...found.values()];
}

/** Escaped as apt does it: servers on object stores take a bare `+` for a space. */
function getUrl(uri: string, path: string): URL {
  return new URL(`${uri}/${path.replaceAll('+', '%2b')}`);
}

function stem(path: string): string {
  const name = basename(path);
  return name.slice(0, name.lastIndexOf('_'));
}
