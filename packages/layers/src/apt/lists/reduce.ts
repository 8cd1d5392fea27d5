import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getIndexPath } from '../index/fetch-index';
import type { LocatedSuite } from '../lock/locate';
import { getListName } from './list-names';

/**
 * Lists for a bootstrap, with nothing in them but the locked packages. So apt has nothing else to choose, whichever
 * version of it runs; and what it and mmdebstrap read again and again is 150 packages instead of 64 000, which makes a
 * base 5 seconds cheaper. apt compares indexes with their Release when it downloads them, not when it reads them.
 */
export async function writeReducedLists(
  folder: string,
  suites: readonly LocatedSuite[],
  packages: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { source, architecture, release, indexes } of suites) {
    const address = `${source.uri}/dists/${source.suite}`;
    await writeFile(join(folder, getListName(`${address}/InRelease`)), release);
    for (const [component, { path }] of Object.entries(indexes)) {
      const name = getListName(`${address}/${getIndexPath({ source, component, architecture })}`);
      await writeFile(join(folder, name), reduceIndex(await readFile(path, 'latin1'), packages), 'latin1');
    }
  }
}

/** The stanzas of an index that describe these packages in these versions. */
export function reduceIndex(text: string, packages: Readonly<Record<string, string>>): string {
  return text
    .split('\n\n')
    .filter((stanza) => {
      const name = /^Package: (.+)$/m.exec(stanza)?.[1] ?? '';
      const version = Object.hasOwn(packages, name) ? packages[name] : undefined;
      return version !== undefined && stanza.includes(`\nVersion: ${version}\n`);
    })
    .map((stanza) => `${stanza.trim()}\n\n`)
    .join('');
}
