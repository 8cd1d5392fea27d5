/** The part of jest's JSON report that the closing lines need. */
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why a file could not be run at all. */
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  /** Full titles; a test that needs something says in its title what. */
  readonly skipped: readonly string[];
}

const isSkipped = (status: string) => ['pending', 'skipped', 'disabled', 'todo'].includes(status);

/** Counts tests; a file that could not be run, or that failed behind its last test, is one failure. */
export function summarize(reports: readonly JestReport[]): Summary {
  const files = reports.flatMap((report) => report.testResults);
  const tests = files.flatMap((file) => file.assertionResults);
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: tests.filter(({ status }) => isSkipped(status)).map(({ fullName }) => fullName),
  };
}

/** The closing lines: what was left out and why, then the count alone on the last line. */
export function renderSummary({ passed, failed, skipped }: Summary): string {
  const left = skipped.length === 0 ? [] : ['Left out:', ...skipped.map((title) => `  ${title}`), ''];
  return [...left, `${passed} passed, ${failed} failed, ${skipped.length} skipped`, ''].join('\n');
}

/** Suites that are no part of this run, whatever it finds. */
export function renderLong(files: readonly string[]): string {
  return [
    'Not in this run, for each takes a minute (npm run test:long):',
    ...files.map((file) => `  ${file}`),
    '',
    '',
  ].join('\n');
}
