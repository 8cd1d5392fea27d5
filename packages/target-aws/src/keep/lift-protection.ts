import { callAws } from '../publish/call';
import type { AwsContext } from '../publish/context';
import type { FoundImage } from '../publish/found-image';

/** Takes back the protection from deregistration, which the destination has for all of its images. */
export async function liftProtection(
  context: AwsContext,
  region: string,
  { id, name }: Pick<FoundImage, 'id' | 'name'>,
): Promise<void> {
  const ec2 = context.session.ec2(region);
  const call = { action: 'DisableImageDeregistrationProtection', region, what: name };
  await callAws(context, call, (options) =>
    ec2.disableImageDeregistrationProtection({ ImageId: id }, options),
  );
}
