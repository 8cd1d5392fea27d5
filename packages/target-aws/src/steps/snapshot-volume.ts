import { ask } from '../machine/ask';
import { makeOnce } from '../machine/make-once';
import { specifyTags, type Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { byBuild } from '../resources/find-made';
import { getFailedSnapshot, getPatience, patience, waitFor } from '../wait';

export interface SnapshotWish {
  readonly volumeId: string;
  readonly description: string;
  readonly tags: Tags;
}

/** Makes a snapshot of a volume and waits for it. It must be noted before. @returns its id */
export async function snapshotVolume(work: Work, wish: SnapshotWish): Promise<string> {
  const { context, looks, options, region } = work;
  const { volumeId } = wish;
  context.reporter.say(`Creating snapshot of EBS Volume ${volumeId}...`);
  const id = await create(work, wish);
  await waitFor(context, {
    request: { action: 'DescribeSnapshots', region, what: `snapshot ${id} of ${volumeId}` },
    describe: () => looks.snapshot(region, id),
    isDone: ({ State }) => State === 'completed',
    isFailed: getFailedSnapshot,
    patience: getPatience(patience.snapshot, options, context.ports.environment.variables),
  });
  context.reporter.say(`Snapshot Ready: ${id}`);
  return id;
}

async function create(work: Work, { volumeId, description, tags }: SnapshotWish): Promise<string> {
  const { reach, region, session } = work;
  const ec2 = session.ec2(region);
  const Filters = [...byBuild(reach), { Name: 'volume-id', Values: [volumeId] }];
  const call = { action: 'CreateSnapshot', what: volumeId };
  const made = await makeOnce<{ readonly SnapshotId?: string | undefined }>(work, call, {
    find: async () => {
      const look = { action: 'DescribeSnapshots', what: volumeId };
      return (await ask(work, look, (o) => ec2.describeSnapshots({ Filters, OwnerIds: ['self'] }, o)))
        .Snapshots?.[0];
    },
    make: (o) =>
      session.ec2Once(region).createSnapshot(
        {
          VolumeId: volumeId,
          Description: description,
          TagSpecifications: specifyTags({ snapshot: tags }),
        },
        o,
      ),
  });
  return made.SnapshotId ?? '';
}
