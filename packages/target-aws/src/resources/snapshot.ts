import type { ResourceKind } from '@strata/sdk';
import { askToRemove } from './ask';
import { byBuild } from './find-made';
import { openReach, type Reach } from './reach';
import { removeMade } from './remove-made';

/** Snapshots of a build in one region that no image holds any more. */
export const snapshotKind: ResourceKind<Reach & { readonly part?: string }> = {
  kind: 'aws-snapshot',
  async remove(context, { part, ...reach }) {
    const { region } = reach;
    const ec2 = (await openReach(context, reach)).ec2(region);
    const Filters = byBuild(reach, part);
    const look = async () => {
      const call = { region, action: 'DescribeSnapshots', what: `the snapshots of ${reach.build}` };
      return (
        await askToRemove(context, call, (o) => ec2.describeSnapshots({ Filters, OwnerIds: ['self'] }, o))
      ).Snapshots;
    };
    await removeMade(context, look, async ({ SnapshotId: id }) => {
      context.reporter.say(`Deleting snapshot ${id}...`);
      const call = { region, action: 'DeleteSnapshot', what: id };
      await askToRemove(context, call, (o) => ec2.deleteSnapshot({ SnapshotId: id }, o));
    });
  },
};
