import type { Judged, Policy } from './policy';

/** What is kept of a scan. */
export interface ScanReport {
  readonly image: string;
  /** Who looked. */
  readonly sources: readonly string[];
  readonly policy: Policy;
  readonly judged: readonly Judged[];
}

/** The report as JSON. Nothing in it is of the moment but the day, which decides about exceptions. */
export function writeReport({ image, sources, policy, judged }: ScanReport): string {
  const { failOn, failOnUnknown, onlyFixed, today, exceptions } = policy;
  const used = new Set(judged.map(({ exception }) => exception));
  const document = {
    schema: 1,
    image,
    day: today,
    sources,
    gate: { fail_on: failOn, fail_on_unknown: failOnUnknown, only_fixed: onlyFixed },
    count: countVerdicts(judged),
    findings: judged.map(({ finding, verdict, exception }) => ({
      ...finding,
      verdict,
      ...(exception && { exception }),
    })),
    unused_exceptions: exceptions.filter((exception) => !used.has(exception)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function countVerdicts(judged: readonly Judged[]) {
  const count = { fails: 0, ignored: 0, passes: 0 };
  for (const { verdict } of judged) count[verdict] += 1;
  return count;
}
