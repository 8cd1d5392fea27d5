import type { ResourceKind } from '@strata/sdk';
import { classifyAws } from '../errors';
import { patience, tryAgain } from '../wait';
import { askToRemove } from './ask';
import { byBuild } from './find-made';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

/** The security group of a build's machine. It can go once the machine's network interfaces are gone. */
export const securityGroupKind: ResourceKind<Reach> = {
  kind: 'aws-security-group',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const look = async () => {
      const call = { region, action: 'DescribeSecurityGroups', what: `the security group of ${reach.build}` };
      return (
        await askToRemove(context, call, (o) => ec2.describeSecurityGroups({ Filters: byBuild(reach) }, o))
      ).SecurityGroups;
    };
    await removeMade(context, look, async ({ GroupId: id, GroupName: name }) => {
      context.reporter.say('Deleting temporary security group...');
      const removal = tryAgain(
        context,
        {
          request: { region, action: 'DeleteSecurityGroup', what: `${name} (${id})` },
          patience: patience.instance,
          isWorthAnother: isPassing,
        },
        () => ec2.deleteSecurityGroup({ GroupId: id }, { abortSignal: context.signal }),
      );
      await removal;
    });
  },
};

function isPassing(error: unknown): boolean {
  const kind = classifyAws(error);
  return kind === 'in-use' || kind === 'throttled' || kind === 'no-answer' || kind === 'service';
}
