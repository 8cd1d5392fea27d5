import type { ResourceKind } from '@strata/sdk';
import { askToRemove } from './ask';
import { byBuild } from './find-made';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

/** The key pair that opened the machine of a build. */
export const keyPairKind: ResourceKind<Reach> = {
  kind: 'aws-key-pair',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const look = async () => {
      const call = { region, action: 'DescribeKeyPairs', what: `the key pair of ${reach.build}` };
      return (await askToRemove(context, call, (o) => ec2.describeKeyPairs({ Filters: byBuild(reach) }, o)))
        .KeyPairs;
    };
    await removeMade(context, look, async ({ KeyPairId: id, KeyName: name }) => {
      context.reporter.say('Deleting temporary keypair...');
      const call = { region, action: 'DeleteKeyPair', what: name };
      await askToRemove(context, call, (o) => ec2.deleteKeyPair({ KeyPairId: id }, o));
    });
  },
};
