import { join } from 'node:path';
import type { Area } from '../area';
import { type Comparison, compareTexts, createCount } from '../comparison';
import { runPacker } from '../run-packer';
import { runStrata } from '../run-strata';

/** What both programs make of each JSON template that `fix` is given. */
export const fixArea: Area = {
  name: 'fix',
  title: 'JSON templates that fix mends',
  run: async ({ root, legacy }) => {
    const comparisons: Comparison[] = [];
    const left = createCount();
    for (const name of legacy) {
      const args = ['fix', '-validate=false', join(root, name)];
      const packer = await runPacker(args, root);
      const strata = await runStrata(args, root);
      const [theirs, ours] = [getData(packer.text), getData(strata.text)];
      if (theirs === undefined && ours === undefined) left.add('files that neither can read');
      else comparisons.push(compareTexts(name, theirs ?? packer.text, ours ?? strata.problems));
    }
    return { comparisons, leftOut: left.counts };
  },
};

/** The template in one form: Packer sorts names, and Strata leaves them in their order. Undefined when it is none. */
function getData(text: string): string | undefined {
  try {
    return JSON.stringify(sort(JSON.parse(text)), undefined, 1);
  } catch {
    return undefined;
  }
}

function sort(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sort);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, sort(value)]));
}
