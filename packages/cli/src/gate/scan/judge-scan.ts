import type { Diagnostic } from '@strata/diagnostics';
import {
  describeFinding,
  getNextStep,
  isExpired,
  type Judged,
  judgeAgain,
  type KeptReport,
  type Policy,
} from '@strata/post-processors/scan';
import { problem } from '../../codes';
import type { GateView } from '../subject';

/** What is known of the weaknesses of an image. */
export interface ScanView {
  /** Whether the template scans. */
  readonly isWanted: boolean;
  /** What was found, and what is accepted today; undefined when nothing lies there. */
  readonly scan: { readonly report: KeptReport; readonly policy: Policy } | undefined;
  /** Digest of the image's layers. */
  readonly digest: string;
}

/** As many as fit on a screen; the report has them all. */
const SHOWN = 20;

/** Holds the report of a scan against an image and against what is accepted today. Pure. */
export function judgeScan(view: GateView, { isWanted, scan, digest }: ScanView): readonly Diagnostic[] {
  const { image, build, place } = view;
  const again = `nx run ${image}:build-image, or strata build -post-processors-only ${place(image)}`;
  if (!scan) {
    if (!isWanted) return [];
    const detail = `${image} (${build}) has a post-processor scan, but no report of it lies beside its receipt.`;
    return [problem('CLI045', { detail, hint: `Scan it: ${again}.` })];
  }
  const { report, policy } = scan;
  if (report.digest !== digest) {
    const detail = `The report of the scan is about other layers than ${image} (${build}) has now.`;
    return [problem('CLI046', { detail, hint: `Scan it again: ${again}.` })];
  }
  const failing = judgeAgain(report, policy).filter(({ verdict }) => verdict === 'fails');
  const told = failing.slice(0, SHOWN).map((judged) => tell(view, judged, { policy, again }));
  if (failing.length <= SHOWN) return told;
  const detail = `${failing.length - SHOWN} more findings of ${image} are not accepted; ${build}.scan.json has them all.`;
  return [...told, problem('CLI047', { detail, hint: `Take newer packages in, and scan again: ${again}.` })];
}

interface Told {
  readonly policy: Policy;
  readonly again: string;
}

function tell({ image }: GateView, { finding, exception }: Judged, { policy, again }: Told): Diagnostic {
  const said = `${describeFinding(finding)}${finding.layer ? '' : '; which layer brought it is not known'}`;
  const gate = `The gate of ${image} (fail_on = "${policy.failOn}")`;
  if (exception && isExpired(exception, policy)) {
    const by = exception.by === undefined ? '' : ` by ${exception.by}`;
    return problem('CLI048', {
      detail: `${gate} refuses ${said}. It was accepted${by} until ${exception.expires} ("${exception.reason}").`,
      hint: `${getNextStep(finding)} Or decide again, set another day, and scan again: ${again}.`,
    });
  }
  return problem('CLI047', {
    detail: `${gate} refuses ${said}.`,
    hint: `${getNextStep(finding)} Or accept it for a time, with an ignore block or in ignore_file. Then: ${again}.`,
  });
}
