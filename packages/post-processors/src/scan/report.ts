import { findUnused, type Judged, type Policy } from './policy';

/** Changes when a reader would have to. */
export const REPORT_SCHEMA = 1;

/** What is kept of a scan. */
export interface ScanReport {
  readonly image: string;
  /** Digest of what was looked into; absent where it has none. */
  readonly digest?: string;
  /** Who looked. */
  readonly sources: readonly string[];
  readonly policy: Policy;
  readonly judged: readonly Judged[];
}

/** The report as JSON. Nothing in it is of the moment but the day, which decides about exceptions. */
export function writeReport({ image, digest, sources, policy, judged }: ScanReport): string {
  const { failOn, failOnUnknown, onlyFixed, today } = policy;
  const document = {
    schema: REPORT_SCHEMA,
    image,
    ...(digest !== undefined && { digest }),
    day: today,
    sources,
    gate: { fail_on: failOn, fail_on_unknown: failOnUnknown, only_fixed: onlyFixed },
    count: countVerdicts(judged),
    findings: judged.map(({ finding, verdict, exception }) => ({
      ...finding,
      verdict,
      ...(exception && { exception }),
    })),
    unused_exceptions: findUnused(judged, policy),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function countVerdicts(judged: readonly Judged[]) {
  const count = { fails: 0, ignored: 0, passes: 0 };
  for (const { verdict } of judged) count[verdict] += 1;
  return count;
}
