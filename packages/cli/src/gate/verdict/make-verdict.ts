import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { getReason, getTitle, isFailure, type TestReport, type TestResult } from '@strata/image-tests';
import { findFailedUnits } from './failed-units';
import { VERDICT_SCHEMA, type Verdict, type VerdictFailure } from './verdict';

/** What was tested, and how. */
export interface Tested
  extends Pick<Verdict, 'image' | 'source' | 'place' | 'layers' | 'disk' | 'machine' | 'sockets' | 'tests'> {
  readonly report: TestReport;
  /** Names a test file from the workspace's root, whatever folder it was named from. */
  readonly nameFile: (file: string) => string;
  /** Hides secrets, and what is of this machine alone. */
  readonly mask: (text: string) => string;
}

/** What is kept of a run of tests. Durations and output of scripts are not: they differ each time. */
export function makeVerdict({ report, nameFile, mask, disk, machine, sockets, ...tested }: Tested): Verdict {
  const { results, diagnostics } = report;
  const count = (status: TestResult['outcome']['status']) =>
    results.filter(({ outcome, isElsewhere }) => outcome.status === status && !isElsewhere).length;
  return {
    schema: VERDICT_SCHEMA,
    ...{ image: tested.image, source: tested.source, place: tested.place, layers: tested.layers },
    ...(disk !== undefined && { disk }),
    ...(machine && { machine }),
    ...(sockets && { sockets }),
    tests: tested.tests,
    verdict: hasErrors(diagnostics) ? 'failed' : 'passed',
    count: { passed: count('passed'), failed: count('failed'), skipped: count('skipped') },
    failures: results
      .filter(({ outcome }) => outcome.status === 'failed')
      .map((result) => describe(result, nameFile, mask)),
    problems: diagnostics.filter(isOther).map(({ code, summary }) => `${code} ${summary}`),
  };
}

function isOther(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error' && !isFailure(diagnostic);
}

function describe(result: TestResult, nameFile: Tested['nameFile'], mask: Tested['mask']): VerdictFailure {
  const { image, file, range, label, subject, about = subject, attribute } = result;
  const unmet = getUnmet(result);
  const units = findFailedUnits(result);
  return {
    title: mask(getTitle(result)),
    image,
    file: nameFile(file),
    ...(range && { line: range.start.line }),
    ...{ label, subject: mask(about), attribute: mask(attribute) },
    message: mask(unmet ? `patterns that are not met: ${unmet.join(', ')}.` : getReason(result)),
    ...(unmet && { unmet: unmet.map(mask) }),
    ...(units && { units: units.map(mask) }),
  };
}

/** Only what was wanted is told of patterns: what was searched may be all of `/etc/shadow`. */
function getUnmet({ outcome }: TestResult): readonly string[] | undefined {
  const match = outcome.status === 'failed' ? outcome.match : undefined;
  return match?.message === 'to have patterns' ? (match.missing ?? []).map(String) : undefined;
}
