import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findPacker } from '../differential/run-packer';
import { type Grounds, openGrounds } from './grounds';
import { runScenario } from './run';
import type { Aspect, Outcome, Scenario } from './scenario';
import { artifactScenarios } from './scenarios/artifacts';
import { configurationScenarios } from './scenarios/configuration';
import { containerScenarios } from './scenarios/container';
import { localScenarios } from './scenarios/local';
import { machineScenarios } from './scenarios/machine';
import { virtualScenarios } from './scenarios/virtual';

export const scenarios: readonly Scenario[] = [
  ...localScenarios,
  ...artifactScenarios,
  ...machineScenarios,
  ...configurationScenarios,
  ...containerScenarios,
  ...virtualScenarios,
];

type Say = (text: string) => void;
const print: Say = (text) => void process.stdout.write(`${text}\n`);

/** `npm run e2e:packer [WORD]`: the same templates built by Debian's packer and by Strata. Fails on a difference that nobody explained. */
export async function main([word = '']: readonly string[]): Promise<number> {
  return compareAll(scenarios.filter(({ name }) => name.includes(word)));
}

export async function compareAll(chosen: readonly Scenario[], say = print): Promise<number> {
  const version = await findPacker();
  if (version === undefined) {
    say('Left out: there is no packer here. apt-get install -y packer');
    return 0;
  }
  say(`packer ${version}`);
  const root = mkdtempSync(join(tmpdir(), 'strata-e2e-'));
  const grounds = await openGrounds(chosen);
  let failed = 0;
  try {
    for (const [index, scenario] of chosen.entries()) {
      const differences = await compare(scenario, { folder: join(root, String(index)), grounds });
      if (differences.length > 0) failed++;
      say(`${differences.length === 0 ? 'same' : 'DIFFERS'}  ${scenario.name}${getReasons(scenario)}`);
      for (const line of differences) say(line);
    }
  } finally {
    await grounds.close();
    rmSync(root, { recursive: true, force: true });
  }
  say(`\n${chosen.length - failed} of ${chosen.length} scenarios are the same, or differ as intended.`);
  return failed === 0 ? 0 : 1;
}

function getReasons({ differs = {} }: Scenario): string {
  return Object.entries(differs)
    .map(([aspect, reason]) => `\n         (${aspect}: ${reason})`)
    .join('');
}

async function compare(
  scenario: Scenario,
  { folder, grounds }: { readonly folder: string; readonly grounds: Grounds },
): Promise<readonly string[]> {
  const place = (program: string) => {
    const path = join(folder, program, 'images');
    mkdirSync(path, { recursive: true });
    return path;
  };
  const one = await runScenario(scenario, 'packer', { folder: place('packer'), grounds });
  const two = await runScenario(scenario, 'strata', { folder: place('strata'), grounds });
  const aspects = Object.keys(one) as Aspect[];
  return [...getUnsaid(scenario, two), ...aspects.flatMap(compareAspect)];

  function compareAspect(aspect: Aspect): readonly string[] {
    const isSame = isDeepStrictEqual(one[aspect], two[aspect]);
    const isKnown = scenario.differs?.[aspect] !== undefined;
    if (isSame !== isKnown) return [];
    if (isSame) return [`    ${aspect}: said to differ, but is the same`];
    return [
      `    ${aspect}: packer ${show(one[aspect])}`,
      `    ${' '.repeat(aspect.length)}  strata ${show(two[aspect])}`,
    ];
  }
}

/** Both may fail for the same reason, which would be no use. */
function getUnsaid({ says }: Scenario, outcome: Outcome): readonly string[] {
  const said = outcome['output of scripts'];
  if (says === undefined || isDeepStrictEqual(said, says)) return [];
  return [`    scripts were to say ${show(says)}, and said ${show(said)}`];
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
