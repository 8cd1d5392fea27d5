import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getIndexPath } from '../index/fetch-index';
import type { LocatedSuite } from '../lock/locate';
import { getListName } from './list-names';

/** Packages that are served in another form: by the digest that the index has, what apt is to expect instead. */
export type Replacements = ReadonlyMap<string, { readonly sha256: string; readonly size: number }>;

/** What a bootstrap may choose from. */
export interface Reduction {
  /** Version by name. */
  readonly packages: Readonly<Record<string, string>>;
  readonly replacements: Replacements;
}

/**
 * Lists for a bootstrap, with nothing in them but the locked packages. So apt has nothing else to choose, whichever
 * version of it runs; and what it and mmdebstrap read again and again is 150 packages instead of 64 000, which makes a
 * base 5 seconds cheaper. apt compares indexes with their Release when it downloads them, not when it reads them.
 */
export async function writeReducedLists(
  folder: string,
  suites: readonly LocatedSuite[],
  reduction: Reduction,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { source, architecture, release, indexes } of suites) {
    const address = `${source.uri}/dists/${source.suite}`;
    await writeFile(join(folder, getListName(`${address}/InRelease`)), release);
    for (const [component, { path }] of Object.entries(indexes)) {
      const name = getListName(`${address}/${getIndexPath({ source, component, architecture })}`);
      await writeFile(join(folder, name), reduceIndex(await readFile(path, 'latin1'), reduction), 'latin1');
    }
  }
}

/** The stanzas of an index that describe these packages in these versions. */
export function reduceIndex(text: string, { packages, replacements }: Reduction): string {
  return Array.from(findStanzas(text, packages), (stanza) => `${replaceFile(stanza, replacements)}\n\n`).join(
    '',
  );
}

/** Looks at the first line of each stanza alone, which is its name: an index has 64 000 of them in 47 MB. */
function* findStanzas(text: string, packages: Reduction['packages']): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const blank = text.indexOf('\n\n', start);
    const end = blank === -1 ? text.length : blank;
    const name = text.slice(start + nameField.length, text.indexOf('\n', start));
    if (text.startsWith(nameField, start) && Object.hasOwn(packages, name)) {
      const stanza = text.slice(start, end).trim();
      if (stanza.includes(`\nVersion: ${packages[name]}\n`)) yield stanza;
    }
    start = end + 2;
  }
}

const nameField = 'Package: ';

/** Fields that speak of the package file itself. */
const fileFields = /^(?:Size|MD5sum|SHA1|SHA256|SHA512): .*\n?/gm;

function replaceFile(stanza: string, replacements: Replacements): string {
  const file = replacements.get(/^SHA256: (.+)$/m.exec(stanza)?.[1] ?? '');
  if (file === undefined) return stanza;
  return `${stanza.replaceAll(fileFields, '').trim()}\nSize: ${file.size}\nSHA256: ${file.sha256}`;
}
