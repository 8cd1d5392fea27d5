import { join } from 'node:path';
import type { Area } from '../area';
import { type Comparison, compareTexts, createCount } from '../comparison';
import { runPacker } from '../run-packer';
import { runStrata } from '../run-strata';

/** What both programs show of each template: every variable and local, and the list of builds. */
export const inspectArea: Area = {
  name: 'inspect',
  title: 'values and builds that inspect shows',
  run: async ({ root, folders }) => {
    const comparisons: Comparison[] = [];
    const left = createCount();
    for (const folder of folders) {
      const cwd = join(root, folder);
      const packer = await runPacker(['inspect', '.'], cwd);
      const strata = await runStrata(['inspect', '.'], cwd);
      if (packer.code !== 0) left.add('folders that Packer 1.6.6 cannot read');
      else if (strata.code !== 0) left.add('folders that Strata refuses, which validate compares');
      else comparisons.push(...compareShown(folder, packer.text, strata.text));
    }
    return { comparisons, leftOut: left.counts };
  },
};

const BUILDS = '> builds:';

function compareShown(folder: string, packer: string, strata: string): readonly Comparison[] {
  const [theirs, ours] = [readValues(packer), readValues(strata)];
  const names = [...new Set([...theirs.keys(), ...ours.keys()])];
  return [
    ...names.map((name) =>
      compareTexts(`${folder} ${name}`, theirs.get(name) ?? 'not shown', ours.get(name) ?? 'not shown'),
    ),
    compareTexts(`${folder} builds`, getBuilds(packer), getBuilds(strata)),
  ];
}

/** `var.name: "value"`, one a line. */
function readValues(text: string): ReadonlyMap<string, string> {
  const lines = text.slice(0, text.indexOf(BUILDS)).matchAll(/^((?:var|local)\.[^:]+): (.*)$/gmu);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

function getBuilds(text: string): string {
  return text.slice(text.indexOf(BUILDS)).trim();
}
