import type { AwsSession } from '../client';

export interface TestImage {
  readonly name: string;
  /** @default its name */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Registers an image with an empty disk of one gibibyte, by the API. @returns its id */
export async function addImage(
  session: AwsSession,
  { name, tags = { Name: name } }: TestImage,
  region?: string,
): Promise<string> {
  const { SnapshotId = '' } = await session.ebs(region).startSnapshot({ VolumeSize: 1 });
  await session.ebs(region).completeSnapshot({ SnapshotId, ChangedBlocksCount: 0 });
  await waitForSnapshot(session, SnapshotId, region);
  const { ImageId = '' } = await session.ec2(region).registerImage({
    Name: name,
    Architecture: 'x86_64',
    RootDeviceName: '/dev/xvda',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId } }],
    TagSpecifications: [
      { ResourceType: 'image', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
    ],
  });
  return ImageId;
}

/** The fake lets things become ready over a few looks. */
const MOST_LOOKS = 20;

async function waitForSnapshot(session: AwsSession, id: string, region?: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { Snapshots = [] } = await session.ec2(region).describeSnapshots({ SnapshotIds: [id] });
    if (Snapshots[0]?.State === 'completed') return;
  }
  throw new Error(`The snapshot ${id} of the fake did not become ready.`);
}
