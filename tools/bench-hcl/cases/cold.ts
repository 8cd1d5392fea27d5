import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { takeTurns } from '../../bench/measure';
import { workspaceRoot } from '../../sources/files';
import type { Case } from '../case';
import { withoutCertificates } from '../environment';
import { makeTemplate } from '../templates';

const BYTES = 1000;
const ROUNDS = 9;

/** How each parser is loaded and asked, in a process of its own. Ours runs from its sources, whose loading is counted. */
const programs = {
  '@strata/hcl': `require('./tools/source-loader/register'); require('@strata/hcl').parseHcl(text, 'cold');`,
  'hcl2-parser': `require('hcl2-parser').parseToObject(text);`,
  '@cdktn/hcl2json': `await require('@cdktn/hcl2json').parse('cold.pkr.hcl', text);`,
} as const;

/** What a command that reads one template waits for. */
export const cold: Case = {
  name: 'cold',
  title: 'load a parser and parse a first template of 1 KB, in a fresh process',
  run: async () => {
    const work = Object.fromEntries(
      Object.entries(programs).map(([name, program]) => [name, async () => runFresh(program)]),
    );
    runFresh(programs['@strata/hcl']); // so that what the loader keeps between processes is kept
    const times = await takeTurns(ROUNDS, work);
    return Object.entries(times).map(([name, values]) => ({ name, values, unit: 'ms' as const }));
  },
};

/** Milliseconds, without those in which Node itself starts. */
function runFresh(program: string): number {
  const code = `(async () => {
    const text = ${JSON.stringify(makeTemplate(BYTES))};
    const start = performance.now();
    ${program}
    process.stdout.write(String(performance.now() - start));
  })();`;
  const output = execFileSync(process.execPath, ['--eval', code], {
    cwd: join(workspaceRoot),
    encoding: 'utf8',
    env: { ...process.env, ...withoutCertificates },
  });
  return Number(output);
}
