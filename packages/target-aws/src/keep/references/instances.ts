import type { DescribeInstancesRequest } from '@aws-sdk/client-ec2';
import { callAws } from '../../publish/call';
import type { AwsContext } from '../../publish/context';
import type { Reference } from './reference';

/** As many as AWS gives at a time. */
const pageSize = 1000;

/** All but those that are gone and only listed for a while. */
const states = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];

/** Machines of the account in a region. A stopped one may be started again, and be told apart by its image. */
export async function listInstances(context: AwsContext, region: string): Promise<readonly Reference[]> {
  const ec2 = context.session.ec2(region);
  const found: Reference[] = [];
  let next: string | undefined;
  do {
    const request: DescribeInstancesRequest = {
      Filters: [{ Name: 'instance-state-name', Values: states }],
      MaxResults: pageSize,
      ...(next !== undefined && { NextToken: next }),
    };
    const page = await callAws(context, { action: 'DescribeInstances', region }, (options) =>
      ec2.describeInstances(request, options),
    );
    for (const { Instances: instances = [] } of page.Reservations ?? [])
      for (const { ImageId: image = '', InstanceId: id } of instances)
        found.push({ image, how: `the instance ${id} was started from it` });
    next = page.NextToken;
  } while (next);
  return found;
}
