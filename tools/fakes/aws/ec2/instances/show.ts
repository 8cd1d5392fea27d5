import type { Instance, InstanceBlockDeviceMapping } from '@aws-sdk/client-ec2';
import { showTags } from '../../rules/tags';
import type { Region } from '../../state/region';
import type { InstanceRecord } from '../compute/records';
import { toType } from './instance-types';
import { showState } from './states';

/** An instance as answers have it. */
export function showInstance(region: Region, instance: InstanceRecord): Instance {
  const { id, imageId, launch, attributes, state, publicIp, tags } = instance;
  return {
    InstanceId: id,
    ImageId: imageId,
    InstanceType: toType(attributes.instanceType),
    State: showState(state),
    StateReason: instance.stateReason,
    StateTransitionReason: instance.transitionReason,
    LaunchTime: instance.launchedAt,
    AmiLaunchIndex: launch.launchIndex,
    KeyName: launch.keyName,
    ClientToken: launch.clientToken ?? '',
    Architecture: launch.architecture === 'arm64' ? 'arm64' : 'x86_64',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    ...(launch.platform === 'windows' && { Platform: 'Windows' as const }),
    ...(launch.bootMode !== undefined && { BootMode: toBootMode(launch.bootMode) }),
    CurrentInstanceBootMode: launch.firmware === 'uefi' ? 'uefi' : 'legacy-bios',
    EnaSupport: attributes.enaSupport,
    EbsOptimized: attributes.ebsOptimized,
    SriovNetSupport: attributes.sriovNetSupport,
    Placement: { AvailabilityZone: launch.zone, Tenancy: toTenancy(launch.tenancy), GroupName: '' },
    Monitoring: { State: 'disabled' },
    MetadataOptions: launch.metadataOptions,
    IamInstanceProfile: launch.profile,
    ...(launch.isSpot && {
      InstanceLifecycle: 'spot' as const,
      SpotInstanceRequestId: launch.spotRequestId,
    }),
    ...(state !== 'terminated' && showNetwork(region, instance)),
    PublicIpAddress: publicIp,
    PublicDnsName: publicIp === undefined ? '' : nameHost('ec2', publicIp, region.name),
    RootDeviceName: instance.rootDeviceName,
    RootDeviceType: 'ebs',
    BlockDeviceMappings: showDevices(region, instance),
    Tags: showTags(tags),
  };
}

function toBootMode(mode: string): 'legacy-bios' | 'uefi' | 'uefi-preferred' {
  return mode === 'uefi' || mode === 'uefi-preferred' ? mode : 'legacy-bios';
}

function toTenancy(tenancy: string): 'default' | 'dedicated' | 'host' {
  return tenancy === 'dedicated' || tenancy === 'host' ? tenancy : 'default';
}

/** Source: Amazon's documentation, "Amazon EC2 instance hostnames and domains". */
function nameHost(start: 'ec2' | 'ip', address: string, region: string): string {
  const name = `${start}-${address.replaceAll('.', '-')}`;
  if (start === 'ec2')
    return region === 'us-east-1'
      ? `${name}.compute-1.amazonaws.com`
      : `${name}.${region}.compute.amazonaws.com`;
  return region === 'us-east-1' ? `${name}.ec2.internal` : `${name}.${region}.compute.internal`;
}

function showNetwork(region: Region, { launch, attributes, publicIp, owner }: InstanceRecord) {
  const { securityGroups } = region.compute;
  const groups = attributes.groupIds.map((id) => ({
    GroupId: id,
    GroupName: securityGroups.find(id)?.name,
  }));
  const privateName = nameHost('ip', launch.privateIp, region.name);
  const association = publicIp === undefined ? undefined : { PublicIp: publicIp, IpOwnerId: 'amazon' };
  return {
    SubnetId: launch.subnetId,
    VpcId: launch.vpcId,
    PrivateIpAddress: launch.privateIp,
    PrivateDnsName: privateName,
    SecurityGroups: groups,
    SourceDestCheck: attributes.sourceDestCheck,
    NetworkInterfaces: [
      {
        NetworkInterfaceId: launch.networkInterfaceId,
        ...{ SubnetId: launch.subnetId, VpcId: launch.vpcId, MacAddress: launch.mac },
        ...{ PrivateIpAddress: launch.privateIp, PrivateDnsName: privateName, OwnerId: owner },
        Groups: groups,
        Status: 'in-use' as const,
        Association: association,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: launch.privateIp, Association: association }],
      },
    ],
  };
}

function showDevices(region: Region, { devices, created }: InstanceRecord): InstanceBlockDeviceMapping[] {
  return [...devices].map(([device, { volumeId, deleteOnTermination }]) => ({
    DeviceName: device,
    Ebs: {
      VolumeId: volumeId,
      Status: 'attached',
      DeleteOnTermination: deleteOnTermination,
      AttachTime: region.compute.volumes.find(volumeId)?.attachment?.attachedAt ?? created,
    },
  }));
}
