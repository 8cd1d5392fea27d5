import type { Image } from '@aws-sdk/client-ec2';
import { callAws } from '../publish/call';
import type { AwsWork } from './work';

/** Images of the account that have a name. There is one at most in a region. */
export async function findOwnImages(
  { context: { ports, signal }, session }: Pick<AwsWork, 'context' | 'session'>,
  region: string,
  name: string,
): Promise<readonly Image[]> {
  const call = { action: 'DescribeImages', region, what: `image ${name}` };
  const request = {
    Owners: ['self'],
    Filters: [{ Name: 'name', Values: [name] }],
    IncludeDeprecated: true,
    IncludeDisabled: true,
  };
  const { Images = [] } = await callAws({ clock: ports.clock, signal }, call, (options) =>
    session.ec2(region).describeImages(request, options),
  );
  return Images;
}
