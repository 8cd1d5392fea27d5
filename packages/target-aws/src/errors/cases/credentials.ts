import { type ErrorCase, says } from '../case';

const SOURCES =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in AWS_PROFILE or `profile`, or run "aws sso login".';

/** Who asks. */
export const credentialCases: readonly ErrorCase[] = [
  {
    codes: ['CredentialsProviderError', 'ProviderError'],
    when: says(/multi-factor authentication/i),
    kind: 'no-credentials',
    plain: 'The profile takes on a role that asks for a code of a device',
    hint: 'Give the six digits in `mfa_code`, best by a variable: -var mfa_code=123456.',
  },
  {
    codes: ['CredentialsProviderError', 'TokenProviderError', 'SSOTokenProviderFailure'],
    when: says(/\bsso\b|token (?:is|has) expired/i),
    kind: 'expired-credentials',
    plain: 'The single sign-on has ended, or was never begun',
    hint: 'Run "aws sso login", with --profile for a profile of its own.',
  },
  {
    codes: ['CredentialsProviderError'],
    when: says(/could not be found in shared credentials|Could not resolve credentials using profile/i),
    kind: 'no-credentials',
    plain: 'The profile is in none of the files of AWS, or holds no credentials',
    hint: '"aws configure list-profiles" shows those that are there; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE move the files.',
  },
  {
    codes: ['CredentialsProviderError', 'TokenProviderError', 'ProviderError'],
    kind: 'no-credentials',
    plain: "There are no credentials for AWS in any of the places where AWS's own tools look",
    hint: SOURCES,
  },
  {
    codes: [
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidAccessKeyId',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ],
    kind: 'unknown-credentials',
    plain: 'AWS does not know the key',
    hint: `The key may be deleted, inactive, or of another partition. ${SOURCES}`,
  },
  {
    codes: [
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'IncompleteSignature',
      'IncompleteSignatureException',
    ],
    kind: 'unknown-credentials',
    plain: 'The secret does not belong to the key, or the clock of this machine is wrong',
    hint: 'Check the secret for missing letters, and the time of this machine.',
  },
  {
    codes: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'],
    kind: 'expired-credentials',
    plain: 'The credentials have expired',
    hint: 'Take new ones ("aws sso login", a new session token) and run the command again: what is done already is not done again.',
  },
  {
    codes: ['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture'],
    kind: 'expired-credentials',
    plain:
      'AWS says that the request is too old: the credentials have expired, or the clock of this machine is wrong',
    hint: 'Check the time of this machine, and take new credentials.',
  },
  {
    codes: ['OptInRequired', 'SubscriptionRequiredException'],
    when: says(/marketplace|accept(?:ing)? (?:the )?terms/i),
    kind: 'not-permitted',
    plain: 'The image is sold on the AWS Marketplace, and this account has not subscribed to it',
    hint: 'Open the address in the message, accept the terms, and build again.',
  },
  {
    codes: ['OptInRequired', 'SubscriptionRequiredException', 'RegionDisabledException', 'InvalidRegion'],
    kind: 'region-disabled',
    plain: 'The account has not enabled the region',
    hint: 'Enable it under "AWS Regions" of the account, or take it out of the regions.',
  },
  {
    codes: ['AuthFailure'],
    when: says(/not able to validate the provided access credentials/i),
    kind: 'unknown-credentials',
    plain: 'AWS does not accept the credentials in this region: they are wrong, or the region is not enabled',
    hint: `Where other regions accept them, enable this one under "AWS Regions" of the account. ${SOURCES}`,
  },
  {
    codes: ['Region is missing', 'RegionMissing'],
    kind: 'no-region',
    plain: 'Nothing says in which region to work',
    hint: 'Write region = "eu-central-1", or set AWS_REGION.',
  },
];
