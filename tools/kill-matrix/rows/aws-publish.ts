import { addBootableImage } from '../../../packages/cli/src/testing/bootable-image';
import { createWorkspaceFixture, shellSteps } from '../../../packages/cli/src/testing/workspace-fixture';
import {
  getFakeVariables,
  type OpenedFake,
  openFake,
} from '../../../packages/target-aws/src/testing/open-fake';
import { watchAws } from '../calls/aws-cloud';
import { addForeignThings } from '../calls/aws-things';
import type { CallBed, CallRow } from '../calls/call-row';
import { copyStand } from '../copy-stand';
import { strata, sweepIn } from '../kill-at';

const REGIONS = ['eu-central-1', 'us-east-1'] as const;

const DESTINATION = {
  ...{ kind: 'aws', region: REGIONS[0], regions: REGIONS },
  ...{ accounts: ['111122223333'], shareSnapshots: true },
  ...{ channels: ['/images/{image}/stable'], deprecateAfter: '90d', deregistrationProtection: true },
};

/** A publication to two regions that asks for everything that a destination can have. */
export const awsPublishRow: CallRow = {
  name: 'aws-publish',
  open: async () => {
    const workspace = createWorkspaceFixture();
    addBootableImage(workspace, 'k', shellSteps('echo k > /etc/k'));
    workspace.write('destinations.json', JSON.stringify({ aws: DESTINATION }));
    const { code, out, err } = await workspace.strata('build', 'images/k');
    if (code !== 0) throw new Error(`No image was built: ${out}${err}`);
    return createBed(workspace);
  },
};

function createBed(workspace: Disposable & { readonly root: string }): CallBed {
  return {
    openCase: async () => {
      const cloud = await openFake();
      await addForeignThings(cloud, REGIONS);
      const stand = copyStand(workspace.root, getFakeVariables(cloud.fake));
      const publish = (watch?: (kill: () => void) => () => void) =>
        strata(
          stand,
          ['publish', '-to=aws', '-without-tests=k', 'images/k'],
          watch && ((kill) => watch(() => kill('SIGKILL'))),
        );
      return {
        cloud: watchAws(cloud),
        work: publish,
        sweep: () => sweepIn(stand),
        // All of it was handed over, or nothing.
        mayStay: () =>
          countPublished(cloud).every(({ images, snapshots }) => images === 1 && snapshots === 1),
        again: async () => {
          const { end, out } = await publish();
          const counts = countPublished(cloud).filter(
            ({ images, snapshots, channels }) => images !== 1 || snapshots !== 1 || channels !== 1,
          );
          return [
            ...(end === '0' ? [] : [`published again, it ended with ${end}: ${out.trim()}`]),
            ...counts.map((count) => `published again: ${JSON.stringify(count)}`),
          ];
        },
        [Symbol.asyncDispose]: async () => {
          stand[Symbol.dispose]();
          await cloud[Symbol.asyncDispose]();
        },
      };
    },
    [Symbol.asyncDispose]: async () => workspace[Symbol.dispose](),
  };
}

/** How much of the image there is in each region. */
function countPublished({ fake }: OpenedFake) {
  return REGIONS.map((name) => {
    const { images, snapshots, parameters } = fake.cloud.region(name);
    const isOwn = ({ tags }: { readonly tags: ReadonlyMap<string, string> }) => tags.has('strata:key');
    return {
      region: name,
      images: images.all().filter(isOwn).length,
      snapshots: snapshots.all().filter(isOwn).length,
      channels: parameters.size,
    };
  });
}
