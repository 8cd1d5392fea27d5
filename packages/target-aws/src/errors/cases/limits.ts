import { type ErrorCase, says } from '../case';

const ASK_MORE = 'Ask for more under "Service Quotas", or take away what is not needed.';

function quota(codes: readonly string[], name: string, hint = ASK_MORE): ErrorCase {
  return { codes, kind: 'quota', plain: `The quota "${name}" of this account and region is used up`, hint };
}

/** How much AWS gives. Names are those of AWS's page "Service Quotas". */
export const limitCases: readonly ErrorCase[] = [
  quota(
    ['InstanceLimitExceeded', 'VcpuLimitExceeded'],
    'Running On-Demand instances (vCPUs)',
    'Take a smaller instance_type, end instances that nobody needs, or ask for more under "Service Quotas".',
  ),
  quota(
    ['MaxSpotInstanceCountExceeded', 'MaxSpotFleetRequestCountExceeded'],
    'Spot Instance Requests (vCPUs)',
  ),
  quota(
    ['SnapshotLimitExceeded'],
    'Snapshots per Region',
    '"strata collect" removes images that nothing refers to, with their snapshots.',
  ),
  quota(
    ['PendingSnapshotLimitExceeded', 'ConcurrentSnapshotLimitExceeded'],
    'Concurrent snapshots',
    'Wait until other snapshots are done, or build fewer images at a time.',
  ),
  {
    ...quota(
      ['ResourceLimitExceeded'],
      'Concurrent snapshot copies per destination Region',
      'Wait until other copies are done, or copy fewer images at a time.',
    ),
    when: says(/cop(?:y|ies)/i),
  },
  {
    ...quota(['ResourceLimitExceeded'], 'AMIs', '"strata collect" removes images that nothing refers to.'),
    when: says(/\bAMIs?\b|images/i),
  },
  quota(['VolumeLimitExceeded'], 'Storage for EBS volumes, in TiB'),
  quota(['MaxIOPSLimitExceeded'], 'IOPS for Provisioned IOPS SSD volumes'),
  quota(
    ['SecurityGroupLimitExceeded', 'SecurityGroupsPerInstanceLimitExceeded'],
    'VPC security groups per Region',
    '"strata sweep" removes what ended builds left.',
  ),
  quota(
    ['RulesPerSecurityGroupLimitExceeded'],
    'Inbound or outbound rules per security group',
    'Name fewer networks in temporary_security_group_source_cidrs.',
  ),
  quota(['KeyPairLimitExceeded'], 'Key pairs', '"strata sweep" removes what ended builds left.'),
  quota(['AddressLimitExceeded'], 'EC2-VPC Elastic IPs'),
  quota(
    ['InsufficientFreeAddressesInSubnet', 'InsufficientAddressCapacity'],
    'Free addresses of the subnet',
    'Take another subnet_id, or a filter with most_free = true.',
  ),
  quota(['TagLimitExceeded'], 'Tags per resource (50)', 'Write fewer tags.'),
  quota(['ParameterLimitExceeded', 'ParameterMaxVersionLimitExceeded'], 'Parameters per account and Region'),
  quota(['VpcLimitExceeded'], 'VPCs per Region'),
  {
    codes: [
      'ServiceQuotaExceededException',
      'ResourceLimitExceeded',
      'LimitExceeded',
      'LimitExceededException',
      'ResourceCountExceeded',
    ],
    kind: 'quota',
    plain: 'A quota of this account and region is used up: the message names it',
    hint: ASK_MORE,
  },
  {
    codes: [
      'InsufficientInstanceCapacity',
      'InsufficientHostCapacity',
      'InsufficientReservedInstanceCapacity',
      'InsufficientCapacity',
      'CapacityNotAvailable',
      'UnfulfillableCapacity',
      'InsufficientCapacityOnHost',
    ],
    kind: 'no-capacity',
    plain: 'AWS has no instance of this type free there now',
    hint: 'Name several types or zones (spot_instance_types, a subnet_filter over zones), or try again later.',
  },
  {
    codes: ['Unsupported', 'UnsupportedOperation'],
    when: says(/availability zone|not supported in your requested/i),
    kind: 'no-capacity',
    plain: 'The zone has no instances of this type',
    hint: 'Take another availability_zone or subnet: "aws ec2 describe-instance-type-offerings --location-type availability-zone" shows where the type is.',
  },
  {
    codes: ['SpotMaxPriceTooLow'],
    kind: 'no-capacity',
    plain: 'Spot instances cost more than spot_price now',
    hint: 'Write spot_price = "auto", which takes the price of the day up to that of an ordinary instance.',
  },
  {
    codes: [
      'RequestLimitExceeded',
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'RequestThrottled',
      'RequestThrottledException',
      'TooManyRequestsException',
      'EC2ThrottledException',
      'BandwidthLimitExceeded',
      'SlowDown',
      'PriorRequestNotComplete',
      'SnapshotCreationPerVolumeRateExceeded',
      'ConcurrentLimitExceededException',
      'TooManyUpdates',
      'ProvisionedThroughputExceededException',
    ],
    kind: 'throttled',
    plain:
      'AWS takes no more requests of this kind from the account for now, and still did not after every try',
    hint: 'Run fewer builds at a time, or raise max_retries.',
  },
];
