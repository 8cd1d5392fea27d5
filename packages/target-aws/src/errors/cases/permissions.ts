import { type ErrorCase, says } from '../case';

/** What AWS does not let one do, and what it protects. */
export const permissionCases: readonly ErrorCase[] = [
  {
    codes: ['UnauthorizedOperation'],
    when: says(/Encoded authorization failure message/i),
    kind: 'not-permitted',
    plain: 'The credentials are not permitted to do this',
    hint: '"strata iam-policy TEMPLATE" prints what a build needs. With decode_authorization_messages = true AWS says which policy is in the way.',
  },
  {
    codes: [
      'UnauthorizedOperation',
      'AccessDenied',
      'AccessDeniedException',
      'UnauthorizedException',
      'AuthorizationError',
      'AuthFailure',
    ],
    kind: 'not-permitted',
    plain: 'The credentials are not permitted to do this',
    hint: '"strata iam-policy TEMPLATE" prints what a build needs; "strata preflight TEMPLATE" says what is missing of it.',
  },
  {
    codes: ['OperationNotPermitted'],
    when: says(/block public access/i),
    kind: 'protected',
    plain: 'The account forbids images that everybody may launch',
    hint: 'Name accounts in ami_users, or switch "block public access for AMIs" off in this region.',
  },
  {
    codes: ['OperationNotPermitted'],
    when: says(/deregistration protection/i),
    kind: 'protected',
    plain: 'The image is protected from being deregistered',
    hint: 'Switch the protection off ("aws ec2 disable-image-deregistration-protection"); with a cool-down it ends 24 hours later.',
  },
  {
    codes: ['OperationNotPermitted'],
    when: says(/disableApi(?:Stop|Termination)|may not be (?:stopped|terminated)/i),
    kind: 'protected',
    plain: 'The instance is protected from being stopped or terminated',
    hint: 'Switch its stop and termination protection off and run "strata sweep".',
  },
  {
    codes: ['OperationNotPermitted'],
    kind: 'protected',
    plain: 'AWS does not allow this for what it was asked of',
    hint: 'The message says what protects it.',
  },
  {
    codes: ['InvalidParameter', 'InvalidParameterValue', 'InvalidRequest'],
    when: says(
      /default (?:aws\/ebs |ebs )?(?:service )?(?:encryption |kms |cmk )?key|encrypted with (?:the )?default|aws-managed/i,
    ),
    kind: 'key',
    plain: "What is encrypted with the account's default key cannot be shared",
    hint: 'Name a customer managed key in kms_key_id and allow the other accounts in its policy.',
  },
  {
    codes: [
      'KMSKeyNotAccessibleFault',
      'InvalidKMSKey',
      'KMSAccessDeniedException',
      'KMSDisabledException',
      'KMSInvalidStateException',
      'KMSNotFoundException',
      'KMSKeyDisabledException',
      'KMSInvalidKeyUsageException',
      'InvalidKMSKey.InvalidState',
      'InvalidKeyId',
      'DecryptionFailure',
      'EncryptionFailure',
    ],
    kind: 'key',
    plain: 'The encryption key is not there, not enabled, or not for these credentials',
    hint: 'The credentials need kms:DescribeKey, kms:CreateGrant, kms:Decrypt and kms:GenerateDataKeyWithoutPlaintext on it; a key holds for one region.',
  },
];
