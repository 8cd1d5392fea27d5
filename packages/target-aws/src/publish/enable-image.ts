import { Failure } from '@strata/diagnostics';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import { listImages } from './list-images';
import { tagNames } from './tags';

/** Takes an image up again that was put aside. What says whom it is shared with goes before: it is not true any more. */
export async function enableImage(context: AwsContext, region: string, image: FoundImage): Promise<void> {
  const { id, tags, state } = image;
  const ec2 = context.session.ec2(region);
  const call = { region, what: image.name };
  if (tags[tagNames.sharing] !== undefined)
    await callAws(context, { ...call, action: 'DeleteTags' }, (options) =>
      ec2.deleteTags({ Resources: [id], Tags: [{ Key: tagNames.sharing }] }, options),
    );
  if (state === 'disabled')
    try {
      await callAws(context, { ...call, action: 'EnableImage' }, (options) =>
        ec2.enableImage({ ImageId: id }, options),
      );
    } catch (error) {
      // An answer that was lost on its way makes the second request one for an image that is enabled already.
      if (!(error instanceof Failure) || !(await isAvailable(context, region, id))) throw error;
    }
}

async function isAvailable(context: AwsContext, region: string, id: string): Promise<boolean> {
  const [found] = await listImages(context, region, [{ Name: 'image-id', Values: [id] }]);
  return found?.state === 'available';
}
