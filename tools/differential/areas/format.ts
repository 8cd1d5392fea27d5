import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Area } from '../area';
import { type Comparison, createCount } from '../comparison';
import { runPacker } from '../run-packer';
import { runStrata } from '../run-strata';

/** The layout that both programs give to each file. */
export const formatArea: Area = {
  name: 'fmt',
  title: 'files that fmt lays out',
  run: async ({ folders, copy }) => {
    const comparisons: Comparison[] = [];
    const left = createCount();
    const [theirs, ours] = [copy(), copy()];
    for (const folder of folders) {
      const packer = await runPacker(['fmt', '.'], join(theirs, folder));
      const strata = await runStrata(['fmt', '.'], join(ours, folder));
      if (packer.code !== 0 && strata.code !== 0) left.add('folders with a file that neither can read');
      else comparisons.push(...compareFiles(folder, join(theirs, folder), join(ours, folder)));
    }
    return { comparisons, leftOut: left.counts };
  },
};

function compareFiles(folder: string, theirs: string, ours: string): readonly Comparison[] {
  const names = readdirSync(theirs).filter((name) => /\.(?:pkr|pkrvars)\.hcl$/u.test(name));
  return names.flatMap((name) => {
    const [packer, strata] = [read(join(theirs, name)), read(join(ours, name))];
    return packer === undefined || strata === undefined
      ? []
      : [compareFile(`${folder}/${name}`, packer, strata)];
  });
}

/** Shows the first line that differs. */
function compareFile(name: string, packer: string, strata: string): Comparison {
  const [theirs, ours] = [packer.split('\n'), strata.split('\n')];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  const line = at === -1 ? theirs.length : at;
  return { name, packer: theirs[line] ?? '', strata: ours[line] ?? '', agrees: packer === strata };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
