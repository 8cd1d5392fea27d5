import type { ResourceKind } from '@strata/sdk';
import { askToRemove } from './ask';
import { byBuild, findMade } from './find-made';
import { ignoreAbsent } from './ignore-absent';
import { openReach, type Reach } from './reach';

/** The key pair that opened the machine of a build. */
export const keyPairKind: ResourceKind<Reach> = {
  kind: 'aws-key-pair',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const found = await findMade(context, async () => {
      const call = { region, action: 'DescribeKeyPairs', what: `the key pair of ${reach.build}` };
      return (await askToRemove(context, call, (o) => ec2.describeKeyPairs({ Filters: byBuild(reach) }, o)))
        .KeyPairs;
    });
    for (const { KeyPairId: id, KeyName: name } of found) {
      context.reporter.say('Deleting temporary keypair...');
      const call = { region, action: 'DeleteKeyPair', what: name };
      await ignoreAbsent(askToRemove(context, call, (o) => ec2.deleteKeyPair({ KeyPairId: id }, o)));
    }
  },
};
