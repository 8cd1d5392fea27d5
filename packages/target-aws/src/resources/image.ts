import type { ResourceKind } from '@strata/sdk';
import { askToRemove } from './ask';
import { byBuild } from './find-made';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

/** An image of a build in one region, with its snapshots. */
export const imageKind: ResourceKind<Reach & { readonly part?: string }> = {
  kind: 'aws-image',
  async remove(context, { part, ...reach }) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const Filters = byBuild(reach, part);
    const look = async () => {
      const call = { region, action: 'DescribeImages', what: `the image of ${reach.build}` };
      const request = { Filters, Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true };
      return (await askToRemove(context, call, (o) => ec2.describeImages(request, o))).Images;
    };
    await removeMade(context, look, async ({ ImageId: id, Name: name }) => {
      context.reporter.say(`Deregistering the AMI ${id} and deleting its snapshots...`);
      const call = { region, action: 'DeregisterImage', what: `${name} (${id})` };
      const request = { ImageId: id, DeleteAssociatedSnapshots: true };
      await askToRemove(context, call, (o) => ec2.deregisterImage(request, o));
    });
  },
};
