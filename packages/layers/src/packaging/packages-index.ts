import { readFile } from 'node:fs/promises';
import { reduceIndex } from '../apt/lists/reduce';
import type { AptFacts } from '../apt/lock/facts';
import type { LocatedSuite } from '../apt/lock/locate';

/** Fields by which apt finds a file; it is beside the index, whatever the archive calls its folder. */
const filename = /^Filename: (?:.*\/)?([^/\n]+)$/gm;

/**
 * A Packages index of these packages alone, for an archive whose files lie beside it: what apt on another machine
 * chooses from.
 */
export async function makePackagesIndex(
  suites: readonly LocatedSuite[],
  { packages }: Pick<AptFacts, 'packages'>,
): Promise<string> {
  const stanzas = new Map<string, string>();
  for (const { indexes } of suites)
    for (const { path } of Object.values(indexes)) {
      const text = reduceIndex(await readFile(path, 'latin1'), { packages, replacements: new Map() });
      for (const stanza of text.split('\n\n')) {
        const [, name] = /^Package: (.+)$/m.exec(stanza) ?? [];
        if (name !== undefined) stanzas.set(name, stanza.trim().replace(filename, 'Filename: ./$1'));
      }
    }
  const sorted = [...stanzas].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, stanza]) => `${stanza}\n\n`).join('');
}
