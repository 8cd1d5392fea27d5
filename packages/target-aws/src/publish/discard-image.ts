import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';

/** Removes an image that AWS failed to make, with what there is of its snapshots. Its name is free then. */
export async function discardImage(context: AwsContext, region: string, image: FoundImage): Promise<void> {
  const ec2 = context.session.ec2(region);
  const call = { action: 'DeregisterImage', region, what: image.name };
  await callAws(context, call, (options) =>
    ec2.deregisterImage({ ImageId: image.id, DeleteAssociatedSnapshots: true }, options),
  );
}
