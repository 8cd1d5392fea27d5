import { join } from 'node:path';
import type { Case } from '../case';
import { runCrowd } from '../crowd/crowd';

const BUILDS = 200;
const LINES = 1_000;
const ROUNDS = 3;
/** MiB. */
const MEMORY_GOAL = 500;
/** Of OpenSSH as it is delivered: it turns away some of those that come at once. */
const STRICT = 'MaxStartups 10:30:100';

/** 200 builds on one machine over SSH, each with its own connection, and each line of theirs counted. */
export const crowd: Case = {
  name: 'crowd',
  title: `${BUILDS} null builds at a time over SSH, ${LINES} lines each`,
  run: async (bed) => {
    const program = join(bed.root, 'packages/cli/bin/strata.js');
    const runs = [];
    for (let round = 0; round < ROUNDS; round++)
      runs.push(await runCrowd({ program, builds: BUILDS, lines: LINES }));
    const strict = await runCrowd({ program, builds: BUILDS, lines: LINES, server: [STRICT] });
    const all = [...runs, strict];
    const lost = all.flatMap((each) => each.lost);
    const failed = all.filter(({ code }) => code !== 0).length;
    const memory = Math.round(Math.max(...all.map((each) => each.memory)));
    const lines = BUILDS * LINES * all.length;
    return [
      {
        name: 'every connection let in at once',
        values: runs.map(({ time }) => time / 1000),
        goal: {
          text: `${lost.length} of ${lines} lines lost; goal none`,
          met: lost.length === 0 && failed === 0,
        },
      },
      {
        name: STRICT,
        values: [strict.time / 1000],
        goal: {
          text: `memory at most ${memory} MiB over all runs; goal under ${MEMORY_GOAL}`,
          met: memory < MEMORY_GOAL,
        },
      },
    ];
  },
};
