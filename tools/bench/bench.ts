import { makeBed } from './bed';
import type { Case } from './case';
import { coldGolden } from './cases/cold-golden';
import { crowd } from './cases/crowd';
import { disk } from './cases/disk';
import { lastStep } from './cases/last-step';
import { machineEdit } from './cases/machine-edit';
import { noChange } from './cases/no-change';
import { pipeline } from './cases/pipeline';
import { thousandProjects } from './cases/thousand-projects';
import { uploads } from './cases/uploads';
import { formatFigures } from './table';

const cases: readonly Case[] = [
  pipeline,
  noChange,
  lastStep,
  coldGolden,
  crowd,
  disk,
  machineEdit,
  thousandProjects,
  uploads,
];

/** `npm run bench [-- CASE...]`: measures and prints; it judges nothing but the goals that are written down. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !cases.some((each) => each.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No case is called ${unknown.join(', ')}. Cases: ${cases.map(({ name }) => name).join(', ')}.\n`,
    );
    return 1;
  }
  using bed = makeBed();
  for (const each of cases.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stdout.write(`\n${each.title}\n`);
    for (const line of formatFigures(await each.run(bed))) process.stdout.write(`  ${line}\n`);
  }
  return 0;
}
