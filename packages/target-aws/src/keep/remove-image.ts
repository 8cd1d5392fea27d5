import type { DeregisterImageResult } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { classifyAws } from '../errors';
import { callAws } from '../publish/call';
import type { AwsContext } from '../publish/context';
import type { FoundImage } from '../publish/found-image';
import { tagNames } from '../publish/tags';
import { findImage } from './find-image';
import { liftProtection } from './lift-protection';
import type { KeepTarget, Remainder } from './target';

/**
 * Removes an image with its snapshots, when it is still as it was when that was decided: who published it again in the
 * meantime has it back. One that is not there any more is no problem.
 */
export async function removeImage(
  context: AwsContext,
  { region, image: decided }: KeepTarget,
): Promise<Remainder> {
  const { id, name } = decided;
  const now = await findImage(context, region, id);
  if (!now) return undefined;
  if (!isAsDecided(now, decided)) return 'it is in use again';
  if (now.isProtected) await liftProtection(context, region, now);
  const ec2 = context.session.ec2(region);
  const call = { action: 'DeregisterImage', region, what: name };
  try {
    const answer = await callAws(context, call, (options) =>
      ec2.deregisterImage({ ImageId: id, DeleteAssociatedSnapshots: true }, options),
    );
    return describeSnapshots(answer);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (classifyAws(error.cause) === 'protected')
      return 'AWS protects it for a day after its protection was lifted';
    // An answer that was lost on its way makes the second request one for an image that is gone already.
    if (await findImage(context, region, id)) throw error;
    return undefined;
  }
}

function isAsDecided(now: FoundImage, decided: FoundImage): boolean {
  const name = tagNames.quarantined;
  return now.state === decided.state && now.tags[name] === decided.tags[name];
}

/** AWS keeps a snapshot that another image is made of, and tells it here alone. */
function describeSnapshots({ DeleteSnapshotResults: results = [] }: DeregisterImageResult): Remainder {
  const left = results.filter(({ ReturnCode: code }) => code !== 'success');
  if (left.length === 0) return undefined;
  const told = left.map(
    ({ SnapshotId: id, ReturnCode: code = '' }) => `${id} ${reasons[code] ?? `(${code})`}`,
  );
  return `the image is gone, and of its snapshots there is still ${told.join(', ')}`;
}

const reasons: Readonly<Record<string, string>> = {
  skipped: 'of which another image is made, too',
  'missing-permissions': 'which may not be removed with these permissions',
  'internal-error': 'at which AWS failed; the next run removes it',
  'client-error': 'at which AWS failed; the next run removes it',
};
