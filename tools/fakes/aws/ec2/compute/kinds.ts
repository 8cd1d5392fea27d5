import type { ResourceType } from '@aws-sdk/client-ec2';
import { type Refusal, refuse } from '../../refusal';
import type { ResourceKind } from '../../state/resource';

export const instanceKind: ResourceKind = {
  type: 'instance',
  prefix: 'i',
  malformed: (id) => refuse('InvalidInstanceID.Malformed', `Invalid id: "${id}"`),
  notFound: (ids) =>
    refuse(
      'InvalidInstanceID.NotFound',
      ids.length === 1
        ? `The instance ID '${ids[0]}' does not exist`
        : `The instance IDs '${ids.join(', ')}' do not exist`,
    ),
};

export const volumeKind = describeKind({
  ...{ type: 'volume', prefix: 'vol', malformed: 'InvalidVolumeID.Malformed' },
  ...{ notFound: 'InvalidVolume.NotFound', what: 'The volume' },
});

export const vpcKind = describeKind({
  ...{ type: 'vpc', prefix: 'vpc', malformed: 'InvalidVpcId.Malformed' },
  ...{ notFound: 'InvalidVpcID.NotFound', what: 'The vpc ID' },
});

export const subnetKind = describeKind({
  ...{ type: 'subnet', prefix: 'subnet', malformed: 'InvalidSubnetId.Malformed' },
  ...{ notFound: 'InvalidSubnetID.NotFound', what: 'The subnet ID' },
});

export const networkInterfaceKind = describeKind({
  ...{ type: 'network-interface', prefix: 'eni', malformed: 'InvalidNetworkInterfaceId.Malformed' },
  ...{ notFound: 'InvalidNetworkInterfaceID.NotFound', what: 'The networkInterface ID' },
});

export const securityGroupKind = describeKind({
  ...{ type: 'security-group', prefix: 'sg', malformed: 'InvalidGroupId.Malformed' },
  ...{ notFound: 'InvalidGroup.NotFound', what: 'The security group' },
});

export const keyPairKind = describeKind({
  ...{ type: 'key-pair', prefix: 'key', malformed: 'InvalidKeyPairID.Malformed' },
  ...{ notFound: 'InvalidKeyPair.NotFound', what: 'The key pair' },
});

export const spotRequestKind = describeKind({
  ...{ type: 'spot-instances-request', prefix: 'sir', malformed: 'InvalidSpotInstanceRequestID.Malformed' },
  ...{ notFound: 'InvalidSpotInstanceRequestID.NotFound', what: 'The spot instance request ID' },
});

export const launchTemplateKind: ResourceKind = {
  type: 'launch-template',
  prefix: 'lt',
  malformed: (id) =>
    refuse('InvalidLaunchTemplateId.Malformed', `Invalid launch template ID: "${id}" (expecting "lt-...")`),
  notFound: ([id]) =>
    refuse(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${id}, does not exist.`,
    ),
};

interface KindWords {
  readonly type: ResourceType;
  readonly prefix: string;
  /** Codes. */
  readonly malformed: string;
  readonly notFound: string;
  /** How a message about one begins. */
  readonly what: string;
}

/** Most kinds are told of in the same sentences. */
function describeKind({ type, prefix, malformed, notFound, what }: KindWords): ResourceKind {
  return {
    type,
    prefix,
    malformed: (id): Refusal => refuse(malformed, `Invalid id: "${id}" (expecting "${prefix}-...")`),
    notFound: (ids): Refusal => refuse(notFound, `${what} '${ids.join(', ')}' does not exist`),
  };
}
