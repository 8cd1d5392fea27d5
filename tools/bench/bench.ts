import { makeBed } from './bed';
import type { Case, Figure } from './case';
import { coldGolden } from './cases/cold-golden';
import { crowd } from './cases/crowd';
import { diskFormats } from './cases/disk-formats';
import { lastStep } from './cases/last-step';
import { machineEdit } from './cases/machine-edit';
import { noChange } from './cases/no-change';
import { pipeline } from './cases/pipeline';
import { thousandProjects } from './cases/thousand-projects';
import { uploads } from './cases/uploads';
import { median } from './measure';

const cases: readonly Case[] = [
  pipeline,
  noChange,
  lastStep,
  coldGolden,
  crowd,
  diskFormats,
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
    for (const figure of await each.run(bed)) process.stdout.write(`  ${format(figure)}\n`);
  }
  return 0;
}

function format({ name, times, note, goal }: Figure): string {
  const range =
    times.length > 1
      ? ` (${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}, ${times.length} runs)`
      : '';
  const verdict = goal ? `  ${goal.text}: ${goal.met ? 'met' : 'missed'}` : '';
  return `${name.padEnd(40)} ${median(times).toFixed(2)} s${range}${note ? `, ${note}` : ''}${verdict}`;
}
