import { Failure } from '@strata/diagnostics';
import { callAws } from '../publish/call';
import type { AwsContext } from '../publish/context';
import { tagNames } from '../publish/tags';
import { findImage } from './find-image';
import { liftProtection } from './lift-protection';
import type { KeepTarget, Remainder } from './target';

/**
 * Puts an image aside: nobody can start machines of it any more, and all of it is still there. The day is noted first, so that
 * a disabled image always has one. Its protection is lifted now: where that takes a day, the day is over when it may go.
 */
export async function quarantineImage(
  context: AwsContext,
  { region, image }: KeepTarget,
): Promise<Remainder> {
  const { id, name, snapshots } = image;
  const ec2 = context.session.ec2(region);
  const call = { region, what: name };
  const date = new Date(context.clock.now()).toISOString();
  await callAws(context, { ...call, action: 'CreateTags' }, (options) =>
    ec2.createTags(
      { Resources: [id, ...snapshots], Tags: [{ Key: tagNames.quarantined, Value: date }] },
      options,
    ),
  );
  if (image.isProtected) await liftProtection(context, region, image);
  try {
    await callAws(context, { ...call, action: 'DisableImage' }, (options) =>
      ec2.disableImage({ ImageId: id }, options),
    );
  } catch (error) {
    // An answer that was lost on its way makes the second request one for an image that is disabled already.
    if (!(error instanceof Failure) || (await findImage(context, region, id))?.state !== 'disabled')
      throw error;
  }
  return undefined;
}
