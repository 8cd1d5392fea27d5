import type { Diagnostic } from '@strata/diagnostics';
import { CLUSTER, countClusters, countRootEntries, type Folder, getNameProblem } from '@strata/sdk/fat';
import { problem } from '../../../codes';
import { CLUSTERS, ROOT_ENTRIES } from './geometry';

/** Everything that keeps a tree of files from becoming a floppy. */
export function checkFloppy(root: Folder): readonly Diagnostic[] {
  const names = [...checkNames(root, '')];
  return names.length > 0 ? names : checkSize(root);
}

function* checkNames({ folders, files }: Folder, above: string): Generator<Diagnostic> {
  const seen = new Map<string, string>();
  for (const name of [...folders.keys(), ...files.keys()]) {
    const path = `${above}${name}`;
    const reason = getNameProblem(name);
    if (reason !== undefined)
      yield problem('BLD047', { detail: `"${path}" cannot be on a floppy: ${reason}.` });
    const other = seen.get(name.toLowerCase());
    if (other !== undefined)
      yield problem('BLD047', { detail: `"${above}${other}" and "${path}" are one name on a floppy.` });
    seen.set(name.toLowerCase(), name);
  }
  for (const [name, folder] of folders) yield* checkNames(folder, `${above}${name}/`);
}

const KIBIBYTE = 1024;
const HINT = 'cd_files and cd_content put files on a CD, which has room.';

function checkSize(root: Folder): readonly Diagnostic[] {
  const clusters = countClusters(root);
  const rootEntries = countRootEntries(root);
  const toKibibytes = (count: number) => (count * CLUSTER) / KIBIBYTE;
  const tooLarge =
    clusters > CLUSTERS
      ? [`They need ${toKibibytes(clusters)} KiB, a floppy has ${toKibibytes(CLUSTERS)} KiB.`]
      : [];
  const tooMany =
    rootEntries > ROOT_ENTRIES
      ? [
          `Their names need ${rootEntries} entries in the root, where there are ${ROOT_ENTRIES}; folders have more.`,
        ]
      : [];
  return [...tooLarge, ...tooMany].map((reason) =>
    problem('BLD044', { detail: `The files do not fit on the floppy. ${reason}`, hint: HINT }),
  );
}
