import type { ResourceKind } from '@strata/sdk';
import { askToRemove } from './ask';
import { byBuild } from './find-made';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

/** The launch template that a spot machine was asked for with. */
export const launchTemplateKind: ResourceKind<Reach> = {
  kind: 'aws-launch-template',
  async remove(context, reach) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const look = async () => {
      const call = {
        region,
        action: 'DescribeLaunchTemplates',
        what: `the launch template of ${reach.build}`,
      };
      return (
        await askToRemove(context, call, (o) => ec2.describeLaunchTemplates({ Filters: byBuild(reach) }, o))
      ).LaunchTemplates;
    };
    await removeMade(context, look, async ({ LaunchTemplateId: id, LaunchTemplateName: name }) => {
      const call = { region, action: 'DeleteLaunchTemplate', what: name };
      await askToRemove(context, call, (o) => ec2.deleteLaunchTemplate({ LaunchTemplateId: id }, o));
    });
  },
};
