import { type ErrorCase, says } from '../case';

const AGAIN = 'Run the command again: what is done already is not done again.';

/** In which state things are. */
export const stateCases: readonly ErrorCase[] = [
  {
    codes: ['InvalidParameterValue', 'InvalidParameterCombination', 'InvalidRequest'],
    when: says(/iam ?instance ?profile/i),
    kind: 'not-found',
    plain: 'EC2 does not know the instance profile (a new one takes up to three minutes to be known)',
    hint: 'Check iam_instance_profile: it is the name of the profile, not of its role.',
  },
  {
    codes: ['InvalidParameterValue', 'InvalidRequest'],
    when: says(/instance is not in state|not in (?:the )?(?:a )?valid state/i),
    kind: 'state',
    plain: 'The instance is not yet in the state that this needs',
    hint: AGAIN,
  },
  {
    codes: [
      'InvalidAMIID.Unavailable',
      'InvalidSnapshot.State',
      'IncorrectState',
      'IncorrectInstanceState',
      'IncorrectStateException',
      'InvalidState',
      'InvalidStateTransition',
      'InvalidInstanceState',
    ],
    kind: 'state',
    plain: 'What this is about is not in the state that is needed first, and did not come into it in time',
    hint: AGAIN,
  },
  {
    codes: ['InvalidAMIID.NotFound'],
    kind: 'not-found',
    plain: 'There is no such image in this region, or it is not shared with this account',
    hint: 'Image ids hold for one region. Check source_ami and region, or find it by a source_ami_filter.',
  },
  {
    codes: ['InvalidKeyPair.NotFound'],
    kind: 'not-found',
    plain: 'There is no such key pair in this region',
    hint: 'Check ssh_keypair_name and region; without it a pair is made for the build.',
  },
  {
    codes: [
      'InvalidSubnetID.NotFound',
      'InvalidVpcID.NotFound',
      'InvalidGroup.NotFound',
      'InvalidSecurityGroupID.NotFound',
    ],
    kind: 'not-found',
    plain: 'There is no such network or security group in this region and account',
    hint: 'Check vpc_id, subnet_id, security_group_id and region.',
  },
  {
    codes: ['VPCIdNotSpecified', 'DefaultVpcDoesNotExist'],
    kind: 'not-found',
    plain: 'The region has no default VPC, and no network is named',
    hint: 'Write subnet_id = "subnet-…", or a subnet_filter.',
  },
  {
    codes: ['ParameterNotFound', 'ParameterVersionNotFound'],
    kind: 'not-found',
    plain: 'There is no such parameter in this region and account',
    hint: 'Check the name (it begins with "/" where it has a path) and the region.',
  },
  {
    codes: [
      '*.NotFound',
      'ResourceNotFoundException',
      'ResourceNotFound',
      'NoSuchEntity',
      'NotFoundException',
      'NoSuchEntityException',
    ],
    kind: 'not-found',
    plain: 'What this is about is not there: it was removed, or is in another region or account',
    hint: 'Check the id, the region and the account ("aws sts get-caller-identity").',
  },
  {
    codes: ['InvalidAMIName.Duplicate'],
    kind: 'taken',
    plain: 'Another image of this account and region has the name',
    hint: 'Put something new into ami_name ({{timestamp}}), or write force_deregister = true to replace the old one.',
  },
  {
    codes: [
      '*.Duplicate',
      '*.AlreadyExistsException',
      'EntityAlreadyExists',
      'AlreadyExists',
      'ParameterAlreadyExists',
      'ResourceAlreadyExistsException',
    ],
    kind: 'taken',
    plain: 'Something of this name is there already',
    hint: 'Take another name. "strata sweep" removes what ended builds left.',
  },
  {
    codes: [
      'DependencyViolation',
      '*.InUse',
      'VolumeInUse',
      'DeleteConflict',
      'ResourceInUseException',
      'ResourceInUse',
    ],
    kind: 'in-use',
    plain: 'Something else still uses it, so that it cannot be removed',
    hint: 'Remove what uses it first, then run "strata sweep".',
  },
  {
    codes: [
      'IdempotentParameterMismatch',
      'ConflictException',
      'IdempotentInstanceTerminated',
      'InvalidClientToken',
    ],
    kind: 'repeated',
    plain: 'The same request was sent before with other contents, or what came of it is gone',
    hint: 'Run "strata sweep", then the command again.',
  },
];
