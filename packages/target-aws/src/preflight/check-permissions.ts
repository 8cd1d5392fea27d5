import type { EC2 } from '@aws-sdk/client-ec2';
import type { Diagnostic } from '@strata/diagnostics';
import { classifyAws, explainAws, hasAwsCode, toAwsFailure } from '../errors';
import { type Finding, findOut } from './finding';
import type { Scene } from './scene';

/** A request that AWS checks and does not carry out. */
export interface DryRun {
  /** In AWS's words: `CopyImage`. */
  readonly action: string;
  readonly region: string;
  readonly run: (ec2: EC2, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;
  /** Whether the answer also tells of the request itself: an image, a type, a subnet. @default false */
  readonly isWhole?: boolean;
}

/** Whether AWS permits what there are dry runs of. What they name need not be there, unless they are whole. */
export function checkPermissions(scene: Scene, runs: readonly DryRun[]): Promise<readonly Finding[]> {
  return Promise.all(
    runs.map((each) =>
      findOut(`permission for ${each.action} in ${each.region}`, each, () => tryOut(scene, each)),
    ),
  );
}

async function tryOut({ session, signal }: Scene, dryRun: DryRun): Promise<readonly Diagnostic[]> {
  const { action, region, run, isWhole = false } = dryRun;
  try {
    await run(session.ec2(region), { abortSignal: signal });
    return [];
  } catch (error) {
    signal.throwIfAborted();
    if (hasAwsCode(error, 'DryRunOperation')) return [];
    const kind = classifyAws(error);
    if (kind === undefined) throw toAwsFailure(error, { action, region });
    const isAboutRequest = ['not-found', 'refused', 'state', 'taken'].includes(kind);
    return isAboutRequest && !isWhole ? [] : [explainAws(error, { action, region })];
  }
}
