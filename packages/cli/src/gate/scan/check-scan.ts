import { type Diagnostic, Failure } from '@strata/diagnostics';
import { chainId } from '@strata/engine';
import type { PostProcessorPlan } from '@strata/plan';
import {
  getDay,
  getKeptPolicy,
  isPolicyOptions,
  type KeptReport,
  makePolicy,
  type Policy,
} from '@strata/post-processors/scan';
import type { Session } from '../../session';
import type { GateSubject, GateView } from '../subject';
import { judgeScan } from './judge-scan';
import { readScan, scanPath } from './read-scan';

export interface ScanRequest {
  readonly subject: GateSubject;
  readonly view: GateView;
  /** Of the image's build. */
  readonly postProcessors: readonly PostProcessorPlan[];
}

/** What the scan of an image says against it today. */
export async function checkScan(
  { run: { ports } }: Session,
  { subject: { project, receipt }, view, postProcessors }: ScanRequest,
): Promise<readonly Diagnostic[]> {
  const path = scanPath(project.directory, view.build);
  const { value: report, diagnostics } = await readScan(ports.files, path);
  if (diagnostics.length > 0) return diagnostics;
  const scans = postProcessors.filter(({ part }) => part.type === 'scan');
  try {
    const context = { ports, baseDirectory: project.baseDirectory };
    return judgeScan(view, {
      isWanted: scans.length > 0,
      scan: report && { report, policy: await findPolicy(context, report, scans) },
      digest: chainId(receipt.layers.map(({ diffId }) => diffId)),
    });
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
}

/**
 * What the template accepts today: an exception that was taken back holds no more. Where that cannot be known before a
 * build, or several scan, what the report was judged by.
 */
async function findPolicy(
  context: Parameters<typeof makePolicy>[0],
  report: KeptReport,
  [scan, ...others]: readonly PostProcessorPlan[],
): Promise<Policy> {
  const isOnly = scan !== undefined && others.length === 0 && !scan.late;
  if (isOnly && isPolicyOptions(scan.options)) return makePolicy(context, scan.options);
  return getKeptPolicy(report, getDay(context.ports.clock));
}
