import { readFile } from 'node:fs/promises';
import type { Downloads } from '../../downloads/downloads';
import { deriveFromIndex } from '../index/fetch-index';
import { parsePackages } from '../index/packages';
import { formatPool, joinPools, openPool, type Pool } from '../index/pool';
import { parseRelease } from '../index/release';
import type { LocatedSuite } from '../lock/locate';
import type { PinnedArchive } from './route';

/** The archives that located suites belong to, with a way to look their files up. */
export async function openArchives(
  downloads: Downloads,
  suites: readonly LocatedSuite[],
): Promise<readonly PinnedArchive[]> {
  const uris = [...new Set(suites.map(({ source }) => source.uri))];
  return Promise.all(
    uris.map((uri) =>
      openArchive(
        downloads,
        suites.filter(({ source }) => source.uri === uri),
      ),
    ),
  );
}

async function openArchive(downloads: Downloads, suites: readonly LocatedSuite[]): Promise<PinnedArchive> {
  const digests = suites.flatMap(({ indexes }) => Object.values(indexes).map(({ sha256 }) => sha256));
  const pools = await Promise.all(digests.map((sha256) => readPool(downloads, sha256)));
  return {
    uri: suites[0]?.source.uri ?? '',
    suites: new Map(
      suites.map(({ source, release }) => [source.suite, { text: release, release: parseRelease(release) }]),
    ),
    pool: joinPools(pools),
  };
}

async function readPool(downloads: Downloads, sha256: string): Promise<Pool> {
  const make = async (path: string) => formatPool(parsePackages(await readFile(path, 'latin1')));
  return openPool(await readFile(await deriveFromIndex(downloads, { sha256, name: 'pool', make })));
}
