/** Why Strata calls otherwise than Packer of 2020. */
export interface Reason {
  readonly action: string;
  /** A call that one of them makes alone, or parameters by their path. */
  readonly what: 'packer alone' | 'strata alone' | RegExp;
  /** Where only some calls of the action are meant: a parameter that one of them has. */
  readonly where?: string;
  readonly why: string;
}

const TAGGED = 'what a killed build left is found by its tags, which are there from the first moment';
const BATCHED =
  'all waits of a moment share one request; a filter finds nothing where an id would be an error';
const BY_TAG = 'what is removed is found by the tag of the build, also after an answer that was lost';
const DRAWN = 'a name of its own';
const AT_ONCE = 'said when it is made, not afterwards: an image without its tags would be nobody’s';
const AS_TODAY = "as Packer's plugin of today";

/** Every difference has to be met by one of these, and every one of these has to meet a difference. */
export const reasons: readonly Reason[] = [
  {
    action: 'GetCallerIdentity',
    what: 'strata alone',
    why: 'keys that AWS does not know are told before anything is made, and a sweep refuses another account; `skip_credential_validation` leaves it out',
  },
  {
    action: 'DescribeImages',
    what: /^IncludeDeprecated$/u,
    where: 'Filters.virtualization-type',
    why: 'a source is deprecated only where `include_deprecated` says so',
  },
  {
    action: 'DescribeImages',
    what: /^(Owners|Include\w+)$/u,
    where: 'Filters.name',
    why: "a name has to be free among one's own images, also those that are deprecated or disabled; Packer looks at everybody's",
  },
  {
    action: 'DescribeImages',
    what: /^(ImageIds|Owners|Include\w+|Filters\.image-id)$/u,
    where: 'Filters.image-id',
    why: BATCHED,
  },
  {
    action: 'DescribeImages',
    what: 'packer alone',
    why: 'asks which snapshots to tag; here they have their tags already',
  },
  {
    action: 'ImportKeyPair',
    what: /^(KeyName|PublicKeyMaterial)$/u,
    why: 'the private key is made here and never travels',
  },
  { action: 'ImportKeyPair', what: /^TagSpecifications\./u, why: TAGGED },
  { action: 'CreateSecurityGroup', what: /^(Description|GroupName)$/u, why: DRAWN },
  { action: 'CreateSecurityGroup', what: /^TagSpecifications\./u, why: TAGGED },
  {
    action: 'DescribeSecurityGroups',
    what: 'packer alone',
    why: 'waits until the group is seen; here the call that needs it is tried again',
  },
  { action: 'RunInstances', what: /^KeyName$/u, why: DRAWN },
  { action: 'RunInstances', what: /^TagSpecifications\./u, why: TAGGED },
  {
    action: 'RunInstances',
    what: /^MetadataOptions\./u,
    why: 'a program that can be made to fetch addresses must not get the role of the machine; `metadata_options` says otherwise',
  },
  {
    action: 'RunInstances',
    what: /^(EbsOptimized|CreditSpecification\.|CapacityReservationSpecification\.)/u,
    why: AS_TODAY,
  },
  { action: 'DescribeInstances', what: /^(InstanceIds|Filters\.instance-id)$/u, why: BATCHED },
  {
    action: 'GetConsoleOutput',
    what: 'strata alone',
    why: 'the host key is the one that the machine told its console; Packer takes any',
  },
  {
    action: 'CreateImage',
    what: /^(Description|TagSpecifications\..*)$/u,
    why: AT_ONCE,
  },
  {
    action: 'CopyImage',
    what: /^(Description|TagSpecifications\..*)$/u,
    why: AT_ONCE,
  },
  { action: 'CopyImage', what: /^ClientToken$/u, why: 'asking again gives the same copy' },
  { action: 'ModifyImageAttribute', what: 'packer alone', why: 'the description is there already' },
  {
    action: 'ModifyImageAttribute',
    what: /^UserIds$/u,
    why: 'counts for nothing beside `LaunchPermission`',
  },
  { action: 'CreateTags', what: 'packer alone', why: 'all has its tags already' },
  { action: 'DescribeInstances', what: 'strata alone', why: BY_TAG },
  { action: 'DescribeVolumes', what: /^Filters\./u, why: BY_TAG },
  { action: 'DescribeSecurityGroups', what: 'strata alone', why: BY_TAG },
  { action: 'DescribeKeyPairs', what: 'strata alone', why: BY_TAG },
  { action: 'DeleteKeyPair', what: /^(KeyName|KeyPairId)$/u, why: BY_TAG },
];
