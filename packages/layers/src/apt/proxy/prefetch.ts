import { basename } from 'node:path';
import type { Downloads } from '../../downloads/downloads';
import type { PoolFile } from '../index/pool';
import type { PinnedArchive } from './route';

/** Requests under way at once. apt itself asks one after the other, which a distant mirror makes slow. */
const width = 8;

/**
 * Downloads the files of known packages ahead of apt, which then finds them or joins the download. Problems are left to
 * apt's own request for the same file.
 */
export async function prefetch(
  downloads: Downloads,
  archives: readonly PinnedArchive[],
  packages: Readonly<Record<string, string>>,
): Promise<void> {
  const queue = archives.flatMap((archive) =>
    findFiles(archive, packages).map((file) => ({ file, uri: archive.uri })),
  );
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { file, uri } = next;
      const urls = [new URL(`${uri}/${file.path}`)];
      await downloads.fetch({ ...file, urls, label: file.path }).catch(() => queue.splice(0));
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** Archives name files `name_version_architecture.deb`, the version without its epoch. */
function findFiles(archive: PinnedArchive, packages: Readonly<Record<string, string>>): readonly PoolFile[] {
  const wanted = new Set(
    Object.entries(packages).map(([name, version]) => `${name}_${version.replace(/^\d+:/, '')}`),
  );
  return Array.from(archive.pool.files()).filter(({ path }) => wanted.has(stem(path)));
}

function stem(path: string): string {
  const name = basename(path);
  return name.slice(0, name.lastIndexOf('_'));
}
