import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from '../bed';
import type { Figure } from '../case';
import { type Timed, time, withoutCertificates } from '../measure';
import { type Observed, observe } from '../observe';

/** Where the disk of a project is written. */
export function getRawPath(bed: Bed, project: string): string {
  return join(bed.root, `${project}.raw`);
}

function getExport(bed: Bed, project: string): Timed {
  const output = getRawPath(bed, project);
  rmSync(output, { force: true });
  return withoutCertificates(bed.strata('export', '-format=raw', `-output=${output}`, `images/${project}`));
}

/** Builds a project and writes its disk, as a run that nobody times. */
export async function prepareRaw(bed: Bed, project: string): Promise<string> {
  await time(bed.strata('build', `images/${project}`));
  await time(getExport(bed, project));
  return getRawPath(bed, project);
}

/** Writes the disk of a built project. */
export function observeExport(bed: Bed, project: string): Promise<Observed> {
  return observe(getExport(bed, project));
}

/** Time on the clock and of processors, for runs of one kind. */
export function makeFigures(
  name: string,
  runs: readonly Observed[],
  more: Pick<Figure, 'note' | 'goal'> = {},
): readonly Figure[] {
  return [
    { name, values: runs.map(({ seconds }) => seconds), ...more },
    { name: '  of processors', values: runs.map(({ processor }) => processor) },
  ];
}
