import { createHash } from 'node:crypto';
import { EBS } from '@aws-sdk/client-ebs';
import { EC2, type RegisterImageRequest } from '@aws-sdk/client-ec2';
import { blockBytes } from '../blocks/block-map';
import { type FakeAws, type FakeAwsOptions, startFakeAws } from '../index';
import type { AccessKey } from '../state/accounts';

// Which Node later versions of the SDK will want is not what these tests are about.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** The fake and real clients of the SDK before it. They try nothing twice. */
export interface Bed extends AsyncDisposable {
  readonly fake: FakeAws;
  /** What every client of the SDK is made with. */
  connect(region?: string, key?: AccessKey): Connection;
  readonly ec2: EC2;
  readonly ebs: EBS;
}

interface Connection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: AccessKey;
  readonly maxAttempts: number;
}

/** The region of everything that says nothing else. */
export const home = 'eu-west-1';

/** Starts a fake whose pending states are over at the first look. */
export async function openBed(options: FakeAwsOptions = {}): Promise<Bed> {
  const fake = await startFakeAws({ pending: {}, ...options });
  const connect = (region = home, key = fake.key) => ({
    endpoint: fake.endpoint,
    region,
    credentials: key,
    maxAttempts: 1,
  });
  const ec2 = new EC2(connect());
  const ebs = new EBS(connect());
  return {
    fake,
    connect,
    ec2,
    ebs,
    async [Symbol.asyncDispose]() {
      ec2.destroy();
      ebs.destroy();
      await fake.close();
    },
  };
}

/** A block with one letter all over. */
export function makeBlock(letter: string): Buffer {
  return Buffer.alloc(blockBytes, letter);
}

export function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64');
}

/** Sends a block as it should be. */
export async function putBlock(
  ebs: EBS,
  { SnapshotId, BlockIndex, block }: { SnapshotId: string; BlockIndex: number; block: Buffer },
): Promise<void> {
  await ebs.putSnapshotBlock({
    SnapshotId,
    BlockIndex,
    BlockData: block,
    DataLength: block.length,
    Checksum: digest(block),
    ChecksumAlgorithm: 'SHA256',
  });
}

/** A completed snapshot with one block. */
export async function makeSnapshot({ ebs }: Bed, letter = 'a'): Promise<string> {
  const { SnapshotId = '' } = await ebs.startSnapshot({ VolumeSize: 1 });
  await putBlock(ebs, { SnapshotId, BlockIndex: 0, block: makeBlock(letter) });
  await ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 1 });
  return SnapshotId;
}

/** What registers an image of a snapshot that machines start from. */
export function makeRegistration(SnapshotId: string, more: Partial<RegisterImageRequest> = {}) {
  return {
    Name: 'golden',
    Architecture: 'x86_64',
    VirtualizationType: 'hvm',
    RootDeviceName: '/dev/xvda',
    EnaSupport: true,
    BootMode: 'uefi-preferred',
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId, VolumeType: 'gp3' } }],
    ...more,
  } satisfies RegisterImageRequest;
}

/** An available image of the caller's. */
export async function makeImage(bed: Bed, more: Partial<RegisterImageRequest> = {}): Promise<string> {
  const { ImageId = '' } = await bed.ec2.registerImage(makeRegistration(await makeSnapshot(bed), more));
  return ImageId;
}
