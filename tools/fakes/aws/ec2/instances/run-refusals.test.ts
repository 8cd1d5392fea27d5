import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { type Bed, home, makeImage, openBed } from '../../testing/bed';

let bed: Bed;
let imageId: string;
beforeAll(async () => {
  bed = await openBed();
  imageId = await makeImage(bed);
});
afterAll(() => bed[Symbol.asyncDispose]());

const long = Buffer.alloc(16_385).toString('base64');
const disk = (DeviceName: string, Ebs: object) => ({ BlockDeviceMappings: [{ DeviceName, Ebs }] });

test.each<[string, Partial<RunInstancesCommandInput>]>([
  ['InvalidAMIID.Malformed', { ImageId: 'golden' }],
  ['InvalidAMIID.NotFound', { ImageId: 'ami-0123456789abcdef0' }],
  ['MissingParameter', { ImageId: undefined }],
  ['InvalidParameterValue', { InstanceType: 'm5.tiny' as 'm5.large' }],
  ['InvalidParameterValue', { InstanceType: 't4g.micro' }],
  ['InvalidParameterValue', { MinCount: 2 }],
  ['InvalidParameterValue', { MinCount: 0 }],
  ['InvalidKeyPair.NotFound', { KeyName: 'nobody' }],
  ['InvalidUserData.Malformed', { UserData: '!!' }],
  ['InvalidParameterValue', { UserData: long }],
  ['InvalidSubnetID.NotFound', { SubnetId: 'subnet-0123456789abcdef0' }],
  ['InvalidGroup.NotFound', { SecurityGroupIds: ['sg-0123456789abcdef0'] }],
  ['InvalidGroupId.Malformed', { SecurityGroupIds: ['packer'] }],
  ['InvalidGroup.NotFound', { SecurityGroups: ['packer'] }],
  ['InvalidParameterValue', { Placement: { AvailabilityZone: 'eu-west-1z' } }],
  ['InvalidParameterValue', { IamInstanceProfile: { Name: 'nobody' } }],
  ['InvalidParameterCombination', { IamInstanceProfile: { Name: 'a', Arn: 'b' } }],
  ['InvalidParameterValue', { MetadataOptions: { HttpPutResponseHopLimit: 65 } }],
  ['InvalidParameterCombination', { MetadataOptions: { HttpEndpoint: 'disabled', HttpTokens: 'required' } }],
  [
    'InvalidParameterCombination',
    { InstanceType: 'm5.large', CreditSpecification: { CpuCredits: 'unlimited' } },
  ],
  ['InvalidLaunchTemplateName.NotFoundException', { LaunchTemplate: { LaunchTemplateName: 'nobody' } }],
  [
    'InvalidParameterValue',
    { TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'a', Value: 'b' }] }] },
  ],
  [
    'SpotMaxPriceTooLow',
    { InstanceMarketOptions: { MarketType: 'spot', SpotOptions: { MaxPrice: '0.0001' } } },
  ],
  ['InvalidBlockDeviceMapping', disk('/dev/xvda', { SnapshotId: 'snap-0123456789abcdef0' })],
  ['InvalidSnapshot.NotFound', disk('/dev/xvdb', { SnapshotId: 'snap-0123456789abcdef0' })],
  ['MissingParameter', disk('/dev/xvdb', {})],
  ['InvalidParameterValue', disk('/dev/xvdb', { VolumeSize: 0 })],
  ['InvalidParameterValue', disk('/dev/xvdb', { VolumeSize: 1, VolumeType: 'st1' })],
  ['MissingParameter', disk('/dev/xvdb', { VolumeSize: 8, VolumeType: 'io1' })],
  ['InvalidParameterCombination', disk('/dev/xvdb', { VolumeSize: 8, VolumeType: 'gp2', Throughput: 250 })],
  ['InvalidParameterDependency', disk('/dev/xvdb', { VolumeSize: 8, KmsKeyId: 'alias/mine' })],
  ['InvalidBlockDeviceMapping', disk('disk', { VolumeSize: 8 })],
  ['InvalidBlockDeviceMapping', { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', NoDevice: '' }] }],
])('%s (%#)', async (name, more) => {
  const request = { ImageId: imageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...more } as const;
  await expect(bed.ec2.runInstances(request)).rejects.toMatchObject({ name });
  expect(bed.fake.cloud.region(home).compute.instances.all()).toEqual([]);
});
