import { inspectSuite } from '../../packages/cli/src/testing/inspect-suite';
import { tablesLeftOut } from '../../packages/hcl/src/testing/exceptions';
import { judge, type Verdict } from '../../packages/hcl/src/testing/judge';
import { isSharedPresent, upstreamCases } from '../../packages/hcl/src/testing/shared';
import { measures, type Suite } from '../../packages/hcl/src/testing/suite';
import { allSuites as languageSuites } from '../../packages/hcl/src/testing/suites';
import { formatFigures, getFigures } from './figures';
import { findGaps } from './gaps';
import { formatExceptions, formatLeftOut, formatProblems } from './lists';
import { formatTable } from './table';

/** The language by itself, and the values that a command shows of whole templates. */
const allSuites: readonly Suite[] = [...languageSuites, inspectSuite];

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * `npm run conformance [-- NAME...]`: holds the language against upstream's tables and against real templates, and lists
 * what differs. Fails when something differs that is not written down, or no longer differs though it is.
 */
export async function main(names: readonly string[]): Promise<number> {
  if (!isSharedPresent()) {
    const titles = Object.values(measures).map(({ title }) => `  ${title}`);
    say(`Left out, as ../shared/conformance/hcl is not here:\n${titles.join('\n')}`);
    return 0;
  }
  const chosen = allSuites.filter(
    ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
  );
  const verdicts: Verdict[] = [];
  for (const suite of chosen) verdicts.push(await judge(suite));
  const gaps = names.length === 0 ? findGaps(allSuites.map(({ name }) => name)) : [];
  say(formatTable(verdicts));
  say(formatExceptions(verdicts));
  say(formatLeftOut(verdicts, names.length === 0 ? countTables() : new Map()));
  const problems = formatProblems(verdicts, gaps);
  if (names.length === 0) say(formatFigures(verdicts));
  if (problems !== '') say(problems);
  return problems === '' && (names.length > 0 || areGoalsMet(verdicts)) ? 0 : 1;
}

/** The cases of the tables that do not apply as a whole, by reason. */
function countTables(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [table, reason] of tablesLeftOut()) {
    counts.set(reason, (counts.get(reason) ?? 0) + upstreamCases(table).length);
  }
  return counts;
}

function areGoalsMet(verdicts: readonly Verdict[]): boolean {
  return getFigures(verdicts).every(({ share, goal }) => share >= goal);
}
