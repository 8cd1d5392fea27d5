import type { ResourceKind } from '@strata/sdk';
import { classifyAws } from '../errors';
import { patience, tryAgain } from '../wait';
import { askToRemove } from './ask';
import { byBuild } from './find-made';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

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
    const look = async () => {
      const call = { region, action: 'DescribeVolumes', what: `the volumes of ${reach.build}` };
      return (await askToRemove(context, call, (o) => ec2.describeVolumes({ Filters }, o))).Volumes;
    };
    await removeMade(context, look, async ({ VolumeId: id }) => {
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
      await removal;
    });
  },
};
