import type { ResourceKind } from '@strata/sdk';
import { classifyAws } from '../errors';
import { patience, tryAgain } from '../wait';
import { askToRemove } from './ask';
import { byBuild, findMade } from './find-made';
import { ignoreAbsent } from './ignore-absent';
import { openReach, type Reach } from './reach';

/** The security group of a build's machine. It can go once the machine's network interfaces are gone. */
export const securityGroupKind: ResourceKind<Reach> = {
  kind: 'aws-security-group',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const found = await findMade(context, async () => {
      const call = { region, action: 'DescribeSecurityGroups', what: `the security group of ${reach.build}` };
      return (
        await askToRemove(context, call, (o) => ec2.describeSecurityGroups({ Filters: byBuild(reach) }, o))
      ).SecurityGroups;
    });
    for (const { GroupId: id, GroupName: name } of found) {
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
      await ignoreAbsent(removal);
    }
  },
};

function isPassing(error: unknown): boolean {
  const kind = classifyAws(error);
  return kind === 'in-use' || kind === 'throttled' || kind === 'no-answer' || kind === 'service';
}
