import { join } from 'node:path';
import type { Area } from '../area';
import { runPacker } from '../run-packer';
import { runStrata } from '../run-strata';

/** Which templates both programs accept: exit codes of `validate -syntax-only`. */
export const validateArea: Area = {
  name: 'validate',
  title: 'exit codes of validate -syntax-only',
  run: async ({ root, folders }) => {
    const comparisons = [];
    for (const folder of folders) {
      const cwd = join(root, folder);
      const packer = await runPacker(['validate', '-syntax-only', '.'], cwd);
      const strata = await runStrata(['validate', '-syntax-only', '.'], cwd);
      comparisons.push({
        name: folder,
        packer: describeEnd(packer.code, packer.text),
        strata: describeEnd(strata.code, strata.problems),
        agrees: packer.code === strata.code,
      });
    }
    return { comparisons, leftOut: new Map() };
  },
};

function describeEnd(code: number, text: string): string {
  return code === 0 ? 'exit 0' : `exit ${code}: ${text.trim()}`;
}
