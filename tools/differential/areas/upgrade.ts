import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Area } from '../area';
import { type Comparison, compareTexts, createCount } from '../comparison';
import { listBlocks } from '../list-blocks';
import { runPacker } from '../run-packer';
import { runStrata } from '../run-strata';

/** What both programs write for each JSON template in HCL2, block by block. */
export const upgradeArea: Area = {
  name: 'hcl2_upgrade',
  title: 'blocks that hcl2_upgrade writes',
  run: async ({ root, legacy }) => {
    const comparisons: Comparison[] = [];
    const left = createCount();
    for (const name of legacy) {
      const packer = await upgrade(join(root, name), runPacker);
      const strata = await upgrade(join(root, name), runStrata);
      if (packer === undefined && strata === undefined) left.add('files that neither can read');
      else if (packer === undefined) left.add('files that Packer 1.6.6 cannot read');
      else comparisons.push(...compareBlocks(name, packer, strata ?? ''));
    }
    return { comparisons, leftOut: left.counts };
  },
};

type Run = (args: readonly string[], cwd: string) => Promise<{ readonly code: number }>;

/** The template in HCL2; undefined when there is none. */
async function upgrade(path: string, run: Run): Promise<string | undefined> {
  const output = `${path}.made.pkr.hcl`;
  const { code } = await run(['hcl2_upgrade', `-output-file=${output}`, path], join(path, '..'));
  try {
    const text = readFileSync(output, 'utf8');
    return code === 0 ? text : undefined;
  } catch {
    return undefined;
  } finally {
    rmSync(output, { force: true });
  }
}

function compareBlocks(name: string, packer: string, strata: string): readonly Comparison[] {
  const [theirs, ours] = [listBlocks(packer), listBlocks(strata)];
  const titles = [...new Set([...theirs.keys(), ...ours.keys()])];
  return titles.map((title) =>
    compareTexts(`${name} ${title}`, theirs.get(title) ?? 'not there', ours.get(title) ?? 'not there'),
  );
}
