import { type DiagnosticView, getViews, type SourceLookup } from '@strata/diagnostics';
import { maskTexts } from '@strata/engine';
import { getReason, getTitle, isFailure, type TestReport, type TestResult } from '@strata/image-tests';

/** How the tests of an image went, as data: what `-json` writes, and what the page of `-report` is made from. */
export interface TestRun {
  readonly schema: 1;
  readonly image: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly counts: Counts;
  readonly places: readonly PlaceResults[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What is wrong with the tests themselves, or with the guest that they ask. */
  readonly errors: number;
}

export interface PlaceResults {
  readonly place: TestedPlace;
  readonly results: readonly TestLine[];
  /** Of tests that failed, and of what kept tests from being asked. */
  readonly problems: readonly DiagnosticView[];
}

export type TestedPlace = 'layers' | 'machine';

export interface TestLine {
  /** Whose test it is: an image is held to the tests of its parents, too. */
  readonly image: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly file: string;
  /** From 1; absent where only the file is known. */
  readonly line?: number;
  readonly milliseconds: number;
  /** Why it did not pass. */
  readonly reason?: string;
  /** What a script printed, where it did not pass. */
  readonly output?: string;
}

export interface TestRunRequest {
  readonly image: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly reports: readonly { readonly place: TestedPlace; readonly report: TestReport }[];
  /** For the lines of source around a failure. */
  readonly sources?: SourceLookup;
  /** Hides secrets. */
  readonly mask: (text: string) => string;
}

export function makeTestRun({ image, startedAt, reports, sources, mask }: TestRunRequest): TestRun {
  const results = reports.flatMap(({ report }) => report.results);
  const count = (status: TestLine['status']) =>
    results.filter(({ outcome }) => outcome.status === status).length;
  const problems = reports.flatMap(({ report }) => report.diagnostics);
  const run: TestRun = {
    schema: 1,
    image,
    startedAt: new Date(startedAt).toISOString(),
    milliseconds: reports.reduce((sum, { report }) => sum + report.milliseconds, 0),
    counts: {
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      errors: problems.filter((each) => each.severity === 'error' && !isFailure(each)).length,
    },
    places: reports.map(({ place, report }) => ({
      place,
      results: report.results.map(getLine),
      problems: getViews(report.diagnostics, sources),
    })),
  };
  return maskTexts({ mask }, run);
}

function getLine(result: TestResult): TestLine {
  const { image, file, range, milliseconds, outcome, output } = result;
  return {
    image,
    title: getTitle(result),
    status: outcome.status,
    file,
    ...(range && { line: range.start.line }),
    milliseconds,
    ...(outcome.status === 'failed' && { reason: getReason(result) }),
    ...(outcome.status === 'skipped' && { reason: outcome.reason }),
    ...(outcome.status === 'failed' && output !== undefined && { output }),
  };
}
