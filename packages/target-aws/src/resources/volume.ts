import type { ResourceKind } from '@strata/sdk';
import { classifyAws } from '../errors';
import { patience, tryAgain } from '../wait';
import { askToRemove } from './ask';
import { byBuild, findMade } from './find-made';
import { ignoreAbsent } from './ignore-absent';
import { openReach, type Reach } from './reach';

/** Volumes of a build's machine that did not go with it. */
export const volumeKind: ResourceKind<Reach> = {
  kind: 'aws-volume',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const Filters = [
      ...byBuild(reach),
      { Name: 'status', Values: ['creating', 'available', 'in-use', 'error'] },
    ];
    const found = await findMade(context, async () => {
      const call = { region, action: 'DescribeVolumes', what: `the volumes of ${reach.build}` };
      return (await askToRemove(context, call, (o) => ec2.describeVolumes({ Filters }, o))).Volumes;
    });
    for (const { VolumeId: id } of found) {
      context.reporter.say(`Destroying volume (${id})...`);
      const removal = tryAgain(
        context,
        {
          request: { region, action: 'DeleteVolume', what: id },
          patience: patience.volume,
          isWorthAnother: (error) => classifyAws(error) === 'in-use' || classifyAws(error) === 'state',
        },
        () => ec2.deleteVolume({ VolumeId: id }, { abortSignal: context.signal }),
      );
      await ignoreAbsent(removal);
    }
  },
};
