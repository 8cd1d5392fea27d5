import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Area } from '../area';
import { compareTexts } from '../comparison';
import { runPacker } from '../run-packer';
import { runStrata } from '../run-strata';

/** What both consoles answer to the expressions of a list. */
export const consoleArea: Area = {
  name: 'console',
  title: 'expressions in the console',
  run: async ({ root }) => {
    const comparisons = [];
    for (const expression of readExpressions()) {
      const packer = await runPacker(['console', '-config-type=hcl2'], root, `${expression}\n`);
      const strata = await runStrata(['console', '-config-type=hcl2'], root, [expression]);
      comparisons.push(compareTexts(expression, getAnswer(packer), getAnswer(strata)));
    }
    return { comparisons, leftOut: new Map() };
  },
};

/** One expression a line; empty lines and comments (`##`) are for readers. */
function readExpressions(): readonly string[] {
  const lines = readFileSync(join(__dirname, '../expressions.txt'), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('##'));
}

/** That there is a mistake is compared, not how it is told. Packer's old console tells it and ends well. */
function getAnswer({ code, text }: { readonly code: number; readonly text: string }): string {
  const isMistake = code !== 0 || text.startsWith('Error: ');
  return isMistake ? 'a mistake' : text.replace(/\n$/u, '');
}
