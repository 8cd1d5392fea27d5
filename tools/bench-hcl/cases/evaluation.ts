import { posix } from 'node:path';
import { createMemoryFiles } from '@strata/sdk/testing';
import { createStandardRegistry } from '@strata/standard';
import { loadTemplate } from '@strata/template';
import type { Case } from '../case';
import { countBytes, measure } from '../measure';
import { noCorpus, readCorpus } from '../shared-corpus';

const ROUNDS = { warm: 5, runs: 15 };

/** The folder with most HCL, from its text to a whole template: variables, locals and builds. */
export const evaluation: Case = {
  name: 'evaluation',
  title: 'load and evaluate the largest folder of the corpus, warm',
  run: async () => {
    const files = readCorpus();
    if (!files) return [noCorpus];
    const folder = findLargest(files);
    const memory = createMemoryFiles(
      Object.fromEntries(folder.files.map(([path, text]) => [`/${path}`, text])),
    );
    const request = {
      path: folder.path,
      cwd: '/',
      files: memory,
      environment: {},
      registry: createStandardRegistry(),
      // Its variables have no values here; they are unknown, and what depends on them is evaluated all the same.
      purpose: 'look',
      functions: {
        files: { read: () => undefined, kind: () => undefined, list: () => [] },
        clock: { now: () => 0 },
        home: '/home/user',
        random: (length: number) => new Uint8Array(length),
      },
    } as const;
    const values = await measure(ROUNDS, () => loadTemplate(request));
    const bytes = countBytes(folder.files.map(([, text]) => text));
    return [{ name: `${folder.files.length} files, ${bytes} bytes`, values, unit: 'ms' }];
  },
};

interface Folder {
  readonly path: string;
  readonly files: readonly (readonly [string, string])[];
}

function findLargest(files: ReadonlyMap<string, string>): Folder {
  const folders = new Map<string, [string, string][]>();
  for (const [path, text] of files) {
    if (!path.endsWith('.pkr.hcl')) continue;
    const folder = posix.dirname(path);
    folders.set(folder, [...(folders.get(folder) ?? []), [path, text]]);
  }
  const size = (folder: readonly [string, string][]) => countBytes(folder.map(([, text]) => text));
  const [largest] = [...folders].sort(([, a], [, b]) => size(b) - size(a));
  if (!largest) throw new Error('the corpus holds no template');
  return { path: largest[0], files: largest[1] };
}
