import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Finding } from './finding';
import { isExpired, type Judged, type Policy } from './policy';

/** As many as fit on a screen; the report has them all. */
const shown = 20;

/** Exceptions that do not hold any more, for findings that are still there. */
export function tellExpired(judged: readonly Judged[], policy: Policy): readonly Diagnostic[] {
  return judged.flatMap(({ finding, exception }) => {
    if (exception === undefined || !isExpired(exception, policy)) return [];
    const detail = `${finding.id} in ${finding.package} was accepted until ${exception.expires} ("${exception.reason}"), and counts again.`;
    const hint = 'Take in a version without it, or decide again and set another day.';
    return [problem('PPR045', { severity: 'warning', detail, hint })];
  });
}

/** The findings that fail the gate. Undefined when there are none. */
export function tellFailing(
  judged: readonly Judged[],
  { failOn }: Policy,
  report: string,
): Diagnostic | undefined {
  const failing = judged.filter(({ verdict }) => verdict === 'fails').map(({ finding }) => finding);
  if (failing.length === 0) return undefined;
  const lines = failing.slice(0, shown).map((finding) => `  ${describe(finding)}`);
  const more = failing.length > shown ? [`  … and ${failing.length - shown} more`] : [];
  const count = failing.length === 1 ? '1 finding fails' : `${failing.length} findings fail`;
  return problem('PPR044', {
    detail: [`${count} the gate (fail_on = "${failOn}"), all in ${report}:`, ...lines, ...more].join('\n'),
    hint: 'Build with the fixed versions (strata lock takes newer packages in), or accept a finding for a time with an ignore block.',
  });
}

function describe({ id, package: name, version, fixedVersion, severity }: Finding): string {
  const mended = fixedVersion === undefined ? 'no fixed version yet' : `fixed in ${fixedVersion}`;
  return `${severity} ${id}: ${name} ${version}, ${mended}`;
}
