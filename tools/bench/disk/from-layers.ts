import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from '../bed';
import type { Figure } from '../case';
import { median } from '../measure';
import type { Observed } from '../observe';
import { makeFigures, observeExport } from './export-raw';
import { getLayers } from './projects';

const ROUNDS = 5;
const GOAL = 2.1;
const MIB = 2 ** 20;

/** The first disk of a built golden: nothing is kept, nothing was measured. */
export async function measureFromLayers(bed: Bed): Promise<readonly Figure[]> {
  const runs: Observed[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(join(bed.root, '.strata/store/disks'), { recursive: true, force: true });
    runs.push(await observeExport(bed, 'golden'));
  }
  const layers = getLayers(bed, 'golden');
  const size = layers.reduce((sum, layer) => sum + layer.size, 0) / MIB;
  return makeFigures('golden, from layers to raw', runs, {
    note: `${layers.length} layers of ${size.toFixed(0)} MiB`,
    goal: { text: `at most ${GOAL} s`, met: median(runs.map(({ seconds }) => seconds)) <= GOAL },
  });
}
