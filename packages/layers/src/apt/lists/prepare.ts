import { chmod, link, mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Downloads } from '../../downloads/downloads';
import { sourceDateEpoch } from '../../source-date-epoch';
import { getIndexPath } from '../index/fetch-index';
import { digestOf } from '../lock/canonical';
import type { LocatedSuite } from '../lock/locate';
import { getListName } from './list-names';

/**
 * Makes the folder that steps see at /var/lib/apt/lists, and gives its path. It is what `apt-get update` would leave
 * behind; since every file of it is known, none has to run. Shared by all that use the same suites; show it read-only.
 */
export async function prepareLists(downloads: Downloads, suites: readonly LocatedSuite[]): Promise<string> {
  const target = join(downloads.directory, 'apt', 'lists', digestOf(describe(suites)));
  if (await stat(target).catch(() => undefined)) return target;
  const temporary = await downloads.temporary('lists');
  await mkdir(join(temporary, 'partial'), { recursive: true });
  for (const suite of suites) await addSuite(temporary, suite);
  await chmod(temporary, 0o755);
  await mkdir(join(downloads.directory, 'apt', 'lists'), { recursive: true });
  await rename(temporary, target).catch(async (error: NodeJS.ErrnoException) => {
    // Another build has just made the same.
    await rm(temporary, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return target;
}

function describe(suites: readonly LocatedSuite[]): unknown {
  return suites.map(({ source, architecture, release, indexes }) => ({
    address: `${source.uri} ${source.suite}`,
    architecture,
    release: digestOf(release),
    indexes: Object.entries(indexes).map(([component, { sha256 }]) => `${component} ${sha256}`),
  }));
}

async function addSuite(
  folder: string,
  { source, architecture, release, indexes }: LocatedSuite,
): Promise<void> {
  const address = `${source.uri}/dists/${source.suite}`;
  const path = join(folder, getListName(`${address}/InRelease`));
  await writeFile(path, release, { mode: 0o644 });
  await utimes(path, sourceDateEpoch, sourceDateEpoch);
  for (const [component, index] of Object.entries(indexes)) {
    const name = getListName(`${address}/${getIndexPath({ source, component, architecture })}`);
    await link(index.path, join(folder, name));
  }
}
