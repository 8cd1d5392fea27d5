import type { Bed } from '../bed';
import type { Figure } from '../case';
import { median, time, withoutCertificates } from '../measure';
import type { Observed } from '../observe';
import { makeFigures, observeExport, prepareRaw } from './export-raw';
import { writeChild } from './projects';

const ROUNDS = 7;
const GOAL = 0.6;
const PROJECT = 'bench-steps';

/** The disk of a child of golden each time its last step was edited, beside the build before it. */
export async function measureAfterEdit(bed: Bed): Promise<readonly Figure[]> {
  const edit = (round: number): void =>
    writeChild(bed, {
      name: PROJECT,
      parent: 'golden',
      steps: [1, 2, 3, 4, round + 100].map((step) => `echo ${step} > /etc/step-${step}`),
    });
  edit(0);
  await prepareRaw(bed, PROJECT);
  const builds: number[] = [];
  const runs: Observed[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    edit(round);
    builds.push(await time(withoutCertificates(bed.strata('build', `images/${PROJECT}`))));
    runs.push(await observeExport(bed, PROJECT));
  }
  return [
    ...makeFigures("a child's disk after an edit of its last step", runs, {
      goal: { text: `at most ${GOAL} s`, met: median(runs.map(({ seconds }) => seconds)) <= GOAL },
    }),
    { name: '  the build before it', values: builds },
  ];
}
