import { EBS } from '@aws-sdk/client-ebs';
import type { RegisterImageRequest } from '@aws-sdk/client-ec2';
import { type Bed, home, makeImage, makeRegistration, makeSnapshot, openBed } from '../../testing/bed';

let bed: Bed;
let snapshot: string;
let large: string;
let foreign: string;
beforeAll(async () => {
  bed = await openBed();
  snapshot = await makeSnapshot(bed);
  large = await makeEmptySnapshot(bed.ebs, 2);
  foreign = await makeEmptySnapshot(
    new EBS(bed.connect(home, bed.fake.cloud.accounts.addUser('210987654321'))),
    1,
  );
});
afterAll(() => bed[Symbol.asyncDispose]());

async function makeEmptySnapshot(ebs: EBS, VolumeSize: number): Promise<string> {
  const { SnapshotId = '' } = await ebs.startSnapshot({ VolumeSize });
  await ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: 0 });
  return SnapshotId;
}

test('an image is what it was registered as', async () => {
  const { ImageId } = await bed.ec2.registerImage(
    makeRegistration(snapshot, {
      Name: 'whole',
      BootMode: 'uefi',
      TpmSupport: 'v2.0',
      ImdsSupport: 'v2.0',
      TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'team', Value: 'a & b <c>' }] }],
    }),
  );
  const { Images } = await bed.ec2.describeImages({ ImageIds: [ImageId ?? ''] });
  expect(Images).toMatchObject([
    {
      Name: 'whole',
      State: 'available',
      Architecture: 'x86_64',
      BootMode: 'uefi',
      TpmSupport: 'v2.0',
      ImdsSupport: 'v2.0',
      EnaSupport: true,
      Public: false,
      OwnerId: '123456789012',
      Tags: [{ Key: 'team', Value: 'a & b <c>' }],
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            SnapshotId: snapshot,
            VolumeSize: 1,
            VolumeType: 'gp3',
            DeleteOnTermination: true,
            Encrypted: false,
          },
        },
      ],
    },
  ]);
});

const disk = (more: object, device: object = {}) => ({
  BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: snapshot, ...more }, ...device }],
});

test.each<[string, () => Partial<RegisterImageRequest>, string]>([
  ['a name of two letters', () => ({ Name: 'ab' }), 'InvalidAMIName.Malformed'],
  ['a name with a colon', () => ({ Name: 'a:b' }), 'InvalidAMIName.Malformed'],
  ['a long description', () => ({ Description: 'x'.repeat(256) }), 'InvalidParameterValue'],
  ['no root device', () => ({ RootDeviceName: undefined }), 'MissingParameter'],
  ['a root device that is not mapped', () => ({ RootDeviceName: '/dev/sda1' }), 'InvalidBlockDeviceMapping'],
  [
    'a root device without a snapshot',
    () => disk({ SnapshotId: undefined, VolumeSize: 8 }),
    'InvalidBlockDeviceMapping',
  ],
  [
    'a snapshot that is not there',
    () => disk({ SnapshotId: 'snap-0123456789abcdef0' }),
    'InvalidSnapshot.NotFound',
  ],
  ['a malformed snapshot', () => disk({ SnapshotId: 'snap-1' }), 'InvalidParameterValue'],
  ['a disk of no size', () => disk({ VolumeSize: 0 }), 'InvalidParameterValue'],
  [
    'a disk smaller than its snapshot',
    () => disk({ SnapshotId: large, VolumeSize: 1 }),
    'InvalidBlockDeviceMapping',
  ],
  ['a snapshot of somebody else', () => disk({ SnapshotId: foreign }), 'InvalidSnapshot.NotFound'],
  ['encryption of a snapshot', () => disk({ Encrypted: true }), 'InvalidBlockDeviceMapping'],
  ['a type of volume that there is not', () => disk({ VolumeType: 'gp9' }), 'InvalidParameterValue'],
  ['io2 without iops', () => disk({ VolumeType: 'io2' }), 'MissingParameter'],
  ['gp2 with iops', () => disk({ VolumeType: 'gp2', Iops: 3000 }), 'InvalidParameterCombination'],
  [
    'an architecture that there is not',
    () => ({ Architecture: 'amd64' as 'x86_64' }),
    'InvalidParameterValue',
  ],
  ['a boot mode that there is not', () => ({ BootMode: 'bios' as 'uefi' }), 'InvalidParameterValue'],
  [
    'a TPM without UEFI',
    () => ({ TpmSupport: 'v2.0', BootMode: 'legacy-bios' }),
    'InvalidParameterCombination',
  ],
  [
    'arm64 by BIOS',
    () => ({ Architecture: 'arm64', BootMode: 'legacy-bios' }),
    'InvalidParameterCombination',
  ],
  ['ENA, but not hvm', () => ({ VirtualizationType: undefined }), 'InvalidParameterCombination'],
  [
    'tags for snapshots',
    () => ({ TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'a', Value: 'b' }] }] }),
    'InvalidParameterValue',
  ],
  [
    'a tag of AWS’s own',
    () => ({ TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'aws:a', Value: 'b' }] }] }),
    'InvalidParameterValue',
  ],
  [
    'fifty-one tags',
    () => ({
      TagSpecifications: [
        {
          ResourceType: 'image',
          Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })),
        },
      ],
    }),
    'TagLimitExceeded',
  ],
])('an image with %s is refused', async (_title, wrong, name) => {
  await expect(
    bed.ec2.registerImage(makeRegistration(snapshot, { Name: 'refused', ...wrong() })),
  ).rejects.toMatchObject({ name });
});

test('no two images of an account in a region have the same name', async () => {
  const first = await makeImage(bed, { Name: 'twice' });
  await expect(makeImage(bed, { Name: 'twice' })).rejects.toMatchObject({
    name: 'InvalidAMIName.Duplicate',
    message: `AMI name twice is already in use by AMI ${first}`,
  });
});

test('a snapshot that is pending makes no image', async () => {
  const { SnapshotId = '' } = await bed.ebs.startSnapshot({ VolumeSize: 1 });
  await expect(bed.ec2.registerImage(makeRegistration(SnapshotId, { Name: 'early' }))).rejects.toMatchObject({
    name: 'IncorrectState',
  });
});

test('there are as many images as the quota allows', async () => {
  await using small = await openBed({ quotas: { images: 1 } });
  await makeImage(small);
  await expect(makeImage(small, { Name: 'second' })).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
});
