import { median } from '../bench/measure';
import type { Case, Figure, LeftOut } from './case';
import { cold } from './cases/cold';
import { corpus } from './cases/corpus';
import { evaluation } from './cases/evaluation';
import { fiftyKilobytes } from './cases/fifty-kilobytes';
import { formatting } from './cases/formatting';
import { validation } from './cases/validation';

const cases: readonly Case[] = [corpus, fiftyKilobytes, formatting, cold, evaluation, validation];

/** `npm run bench:hcl [-- CASE...]`: how fast the language is, beside the other parsers that Node has. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !cases.some((each) => each.name === name));
  if (unknown.length > 0) {
    const known = cases.map(({ name }) => name).join(', ');
    process.stderr.write(`No case is called ${unknown.join(', ')}. Cases: ${known}.\n`);
    return 1;
  }
  for (const each of cases.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stdout.write(`\n${each.title}\n`);
    for (const row of await each.run()) process.stdout.write(`  ${formatRow(row)}\n`);
  }
  return 0;
}

function formatRow(row: Figure | LeftOut): string {
  return 'leftOut' in row ? `left out: ${row.leftOut}` : formatFigure(row);
}

function formatFigure({ name, values, unit, goal }: Figure): string {
  const range = `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  const runs = values.length > 1 ? ` (${range}, ${values.length} runs)` : '';
  const verdict = goal ? `  ${goal.text}: ${goal.met ? 'met' : 'missed'}` : '';
  return `${name.padEnd(24)} ${formatNumber(median(values)).padStart(8)} ${unit}${runs}${verdict}`;
}

/** Three digits that count are enough to compare by. */
function formatNumber(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}
