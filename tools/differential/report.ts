import type { Comparison, Findings } from './comparison';
import type { Explained } from './explain';

/** Cases of one reason that are shown; without a reason all are. */
const SHOWN = 3;
const WIDTH = 100;

/** The findings of an area for people: agreements counted, disagreements under their reasons. */
export function formatFindings(
  title: string,
  { comparisons, leftOut }: Findings,
  explained: Explained,
): string {
  const agreeing = comparisons.filter(({ agrees }) => agrees).length;
  const reasons = [...explained].sort(([, a], [, b]) => b.length - a.length);
  return [
    `\n${title}: ${agreeing} of ${comparisons.length} agree`,
    ...[...leftOut].map(([reason, count]) => `  left out: ${count} ${reason}`),
    ...reasons.flatMap(([reason, cases]) => [
      `  ${cases.length} ${reason ?? 'NOT EXPLAINED'}`,
      ...cases.slice(0, reason === undefined ? cases.length : SHOWN).flatMap(formatCase),
    ]),
  ].join('\n');
}

function formatCase({ name, packer, strata }: Comparison): readonly string[] {
  return [`      ${cut(name)}`, `        packer: ${cut(packer)}`, `        strata: ${cut(strata)}`];
}

function cut(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}
