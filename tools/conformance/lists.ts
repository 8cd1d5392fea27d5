import type { Verdict } from '../../packages/hcl/src/testing/judge';

/** A case's name on one line: some are whole sources. */
const oneLine = (name: string) => JSON.stringify(name).slice(1, -1);

/** Every failure that is written down, by reason. */
export function formatExceptions(verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap(({ name, excepted }) => {
    const reasons = [...new Set(excepted.map(({ reason }) => reason))];
    return reasons.flatMap((reason) => [
      `  ${name}: ${reason}`,
      ...excepted.filter((one) => one.reason === reason).map((one) => `    ${oneLine(one.name)}`),
    ]);
  });
  return lines.length === 0 ? '\nNo exceptions.' : `\nExceptions\n${lines.join('\n')}`;
}

/** What was not compared, how many cases for which reason; `tables` are those of which no case applies. */
export function formatLeftOut(verdicts: readonly Verdict[], tables: ReadonlyMap<string, number>): string {
  const counts = new Map(tables);
  for (const { leftOut } of verdicts) {
    for (const [reason, count] of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  const lines = [...counts].map(([reason, count]) => `  ${String(count).padStart(5)}  ${reason}`);
  return lines.length === 0 ? '\nNothing left out.' : `\nLeft out\n${lines.join('\n')}`;
}

/** What makes the run fail; empty when nothing does. */
export function formatProblems(verdicts: readonly Verdict[], gaps: readonly string[]): string {
  const lines = verdicts.flatMap(({ name, surprises, stale }) => [
    ...surprises.map(
      (one) => `  ${name}: ${oneLine(one.name)} differs\n    got  ${one.got}\n    want ${one.want}`,
    ),
    ...stale.map((one) => `  ${name}: ${oneLine(one)} is listed, but agrees now or is not there`),
  ]);
  const all = [...lines, ...gaps.map((gap) => `  ${gap}`)];
  return all.length === 0
    ? ''
    : `\nNot as it is written down in packages/hcl/src/testing/exceptions.json\n${all.join('\n')}`;
}
