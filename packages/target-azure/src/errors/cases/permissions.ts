import { type ErrorCase, says } from '../case';

/** What the credentials may do. */
export const permissionCases: readonly ErrorCase[] = [
  {
    codes: ['PrincipalNotFound', 'LinkedAuthorizationFailed'],
    kind: 'not-permitted',
    plain:
      'Azure does not let the one who asks use something that this refers to (new permissions take minutes)',
    hint: 'The message names the action and the resource: give the role for both, also in other subscriptions.',
  },
  {
    codes: [
      'AuthorizationFailed',
      'Forbidden',
      'RoleAssignmentNotFound',
      'AccessDenied',
      'UserNotAuthorized',
      'Http403',
    ],
    kind: 'not-permitted',
    plain: 'Azure does not permit this to the one who asks',
    hint: 'Give it the role that "strata azure-role TEMPLATE" prints, for blobs "Storage Blob Data Contributor" on the account; "strata preflight TEMPLATE" says what is missing. A new assignment takes up to ten minutes.',
  },
  {
    codes: ['AuthorizationPermissionMismatch', 'AuthorizationFailure', 'InsufficientAccountPermissions'],
    kind: 'not-permitted',
    plain: 'The storage account does not permit this to the one who asks',
    hint: 'Give the role "Storage Blob Data Contributor" on the account (Owner is not enough), and see that its firewall lets this machine in.',
  },
  {
    codes: [
      'KeyBasedAuthenticationNotPermitted',
      'AuthorizationProtocolMismatch',
      'PublicAccessNotPermitted',
    ],
    kind: 'not-permitted',
    plain: 'The storage account does not take this way of logging in',
    hint: 'Take out AZURE_STORAGE_KEY, so that the login of Entra ID is used.',
  },
  {
    codes: ['RequestDisallowedByPolicy', 'RequestDisallowedByAzure'],
    kind: 'not-permitted',
    plain: 'A policy of the subscription forbids it',
    hint: 'The message names the policy: fulfil it (often tags or regions), or have it changed.',
  },
  {
    codes: ['ReadOnlyDisabledSubscription', 'DisallowedOperation', 'SubscriptionDisabled'],
    kind: 'not-permitted',
    plain: 'The subscription is disabled',
    hint: 'Have its owner enable it again.',
  },
  {
    codes: ['MissingSubscriptionRegistration', 'NoRegisteredProviderFound', 'SubscriptionNotRegistered'],
    kind: 'not-registered',
    plain: 'The subscription is not registered for this service of Azure',
    hint: 'Run once: az provider register --namespace Microsoft.Compute (the message names the namespace).',
  },
  {
    codes: ['ScopeLocked', 'CannotDeleteResourceBecauseOfLock'],
    kind: 'locked',
    plain: 'A lock of the subscription or group forbids changes',
    hint: 'Take the lock away ("az lock list") if it may be.',
  },
  {
    codes: [
      'MarketplacePurchaseEligibilityFailed',
      'ResourcePurchaseValidationFailed',
      'VMMarketplaceInvalidInput',
    ],
    kind: 'not-permitted',
    plain: 'The source image is sold at the marketplace, and its terms were not accepted',
    hint: 'Run once: az vm image terms accept, and write plan_info into the template.',
  },
  {
    codes: ['KeyVaultAccessForbidden', 'DiskEncryptionSetNotFound', 'DiskEncryptionKeyNotAccessible'],
    kind: 'key',
    plain: 'The disk encryption set cannot be used',
    hint: 'It must be in the same region and subscription, and its identity needs the key: Get, Wrap, Unwrap.',
  },
  {
    codes: ['BadRequest', 'InvalidParameter'],
    when: says(/disk ?encryption ?set/i),
    kind: 'key',
    plain: 'The disk encryption set cannot be used',
    hint: 'Each target region needs a set of that region.',
  },
];
