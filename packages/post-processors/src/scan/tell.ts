import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Finding } from './finding';
import { findUnused, isExpired, type Judged, type Policy } from './policy';
import { formatLayer } from './trace';

/** As many as fit on a screen; the report has them all. */
const shown = 20;

/** Exceptions that do not hold any more, for findings that are still there. */
export function tellExpired(judged: readonly Judged[], policy: Policy): readonly Diagnostic[] {
  return judged.flatMap(({ finding, exception }) => {
    if (exception === undefined || !isExpired(exception, policy)) return [];
    const by = exception.by === undefined ? '' : ` by ${exception.by}`;
    const detail = `${finding.id} in ${finding.package} was accepted${by} until ${exception.expires} ("${exception.reason}"), and counts again.`;
    const hint = 'Take in a version without it, or decide again and set another day.';
    return [problem('PPR045', { severity: 'warning', detail, hint })];
  });
}

/** Exceptions that fit no finding: a slip of the pen, or time to take them out. One warning for all. */
export function tellUnused(judged: readonly Judged[], policy: Policy): readonly Diagnostic[] {
  const unused = findUnused(judged, policy);
  if (unused.length === 0) return [];
  const names = unused.map((one) => (one.package === undefined ? one.id : `${one.id} in ${one.package}`));
  const detail = `No finding fits ${names.join(', ')}.`;
  const hint =
    'Check the ids, or take out what is mended. In a file that several images share it may be about another.';
  return [problem('PPR048', { severity: 'warning', detail, hint })];
}

/** What the refusal is about besides its findings. */
export interface Refused {
  /** The image, as its build calls it. */
  readonly image: string;
  /** Where all of it can be read. */
  readonly report: string;
}

/** The findings that fail the gate. Undefined when there are none. */
export function tellFailing(
  judged: readonly Judged[],
  { failOn }: Policy,
  { image, report }: Refused,
): Diagnostic | undefined {
  const failing = judged.filter(({ verdict }) => verdict === 'fails').map(({ finding }) => finding);
  const [first] = failing;
  if (first === undefined) return undefined;
  const lines = failing.slice(0, shown).map((finding) => `  ${describeFinding(finding)}`);
  const more = failing.length > shown ? [`  … and ${failing.length - shown} more`] : [];
  const count = failing.length === 1 ? '1 finding fails' : `${failing.length} findings fail`;
  return problem('PPR044', {
    detail: [
      `${count} the gate of ${image} (fail_on = "${failOn}"), all in ${report}:`,
      ...lines,
      ...more,
    ].join('\n'),
    hint: `${getNextStep(first)} Or accept a finding for a time, with an ignore block or in ignore_file.`,
  });
}

/** What brings newer packages into the layer that brought the first one. */
export function getNextStep({ fixedVersion, layer, package: name }: Finding): string {
  if (fixedVersion === undefined) return `Remove ${name} where nobody needs it: nobody has mended it yet.`;
  const image = layer?.image;
  return image === undefined
    ? 'Build with the fixed versions (strata lock takes newer packages in).'
    : `Take newer packages in: nx run ${image}:lock, then build again.`;
}

/** `high CVE-2024-0727: libssl3 3.0.11-1, fixed in 3.0.13-1~deb12u1; from golden, step 3 (shell services.sh)`. */
export function describeFinding({
  id,
  package: name,
  version,
  fixedVersion,
  severity,
  layer,
}: Finding): string {
  const mended = fixedVersion === undefined ? 'no fixed version yet' : `fixed in ${fixedVersion}`;
  const from = layer === undefined ? '' : `; from ${formatLayer(layer)}`;
  return `${severity} ${id}: ${name} ${version}, ${mended}${from}`;
}
