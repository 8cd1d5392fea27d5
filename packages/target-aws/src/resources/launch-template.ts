import type { ResourceKind } from '@strata/sdk';
import { askToRemove } from './ask';
import { byBuild, findMade } from './find-made';
import { ignoreAbsent } from './ignore-absent';
import { openReach, type Reach } from './reach';

/** The launch template that a spot machine was asked for with. */
export const launchTemplateKind: ResourceKind<Reach> = {
  kind: 'aws-launch-template',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const found = await findMade(context, async () => {
      const call = {
        region,
        action: 'DescribeLaunchTemplates',
        what: `the launch template of ${reach.build}`,
      };
      return (
        await askToRemove(context, call, (o) => ec2.describeLaunchTemplates({ Filters: byBuild(reach) }, o))
      ).LaunchTemplates;
    });
    for (const { LaunchTemplateId: id, LaunchTemplateName: name } of found) {
      const call = { region, action: 'DeleteLaunchTemplate', what: name };
      await ignoreAbsent(
        askToRemove(context, call, (o) => ec2.deleteLaunchTemplate({ LaunchTemplateId: id }, o)),
      );
    }
  },
};
