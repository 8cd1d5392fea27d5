import type { TestReport } from '@strata/image-tests';

/** Results of several places as one: what one place leaves to another is a result there. */
export function joinReports(reports: readonly TestReport[]): TestReport {
  const [only] = reports;
  if (only && reports.length === 1) return only;
  return {
    results: reports.flatMap(({ results }) => results).filter(({ isElsewhere }) => !isElsewhere),
    diagnostics: reports.flatMap(({ diagnostics }) => diagnostics),
    milliseconds: reports.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}
