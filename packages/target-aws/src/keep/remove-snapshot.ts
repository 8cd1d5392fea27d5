import { Failure } from '@strata/diagnostics';
import { hasAwsCode } from '../errors';
import { callAws } from '../publish/call';
import type { AwsContext } from '../publish/context';
import { ignoreAbsent } from '../resources/ignore-absent';
import type { LeftSnapshot } from './left-snapshots';
import type { Remainder } from './target';

/** Removes a snapshot, unless somebody else's image is made of it. */
export async function removeSnapshot(context: AwsContext, { id, region }: LeftSnapshot): Promise<Remainder> {
  const ec2 = context.session.ec2(region);
  try {
    const call = { action: 'DeleteSnapshot', region, what: id };
    await ignoreAbsent(callAws(context, call, (options) => ec2.deleteSnapshot({ SnapshotId: id }, options)));
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || !hasAwsCode(error.cause, 'InvalidSnapshot.InUse')) throw error;
    return 'another image is made of it, too';
  }
}
