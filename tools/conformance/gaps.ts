import { suitesNamed, tablesLeftOut } from '../../packages/hcl/src/testing/exceptions';
import { upstreamTables } from '../../packages/hcl/src/testing/shared';

/** Tables of upstream that no suite takes and no reason leaves out, and names that stand for nothing. */
export function findGaps(suites: readonly string[]): readonly string[] {
  const known = new Set(suites);
  const leftOut = tablesLeftOut();
  const tables = new Set(upstreamTables());
  return [
    ...[...tables]
      .filter((table) => !known.has(table) && !leftOut.has(table))
      .map((table) => `${table} is in no suite and left out for no reason`),
    ...[...leftOut.keys()]
      .filter((table) => known.has(table) || !tables.has(table))
      .map((table) => `${table} is left out as a whole, but it is in a suite or there is no such table`),
    ...suitesNamed()
      .filter((suite) => !known.has(suite))
      .map((suite) => `there is no suite ${suite}`),
  ];
}
