import { type ErrorCase, says } from '../case';

const ASK_MORE =
  'Ask for more under "Quotas" in the portal ("az vm list-usage --location REGION" shows them), or take away what is not needed.';

/** How much Azure gives. */
export const limitCases: readonly ErrorCase[] = [
  {
    codes: ['OperationNotAllowed', 'QuotaExceeded', 'Conflict'],
    when: says(/quota|exceeding approved/i),
    kind: 'quota',
    plain: 'A quota of this subscription and region is used up: the message names it',
    hint: `Take a smaller vm_size or another region. ${ASK_MORE}`,
  },
  {
    codes: [
      'QuotaExceeded',
      'ResourceQuotaExceeded',
      'PublicIPCountLimitReached',
      'DeploymentQuotaExceeded',
      'DeploymentSizeQuotaExceeded',
      'CoreQuotaExceeded',
      'ResourceCountExceedsLimit',
      'ResourceCountExceedsLimitDueToTemplate',
      'GalleryImageVersionLimitReached',
      'MaxStorageAccountsCountPerSubscriptionExceeded',
    ],
    kind: 'quota',
    plain: 'A quota of this subscription and region is used up: the message names it',
    hint: ASK_MORE,
  },
  {
    codes: [
      'AllocationFailed',
      'ZonalAllocationFailed',
      'OverconstrainedAllocationRequest',
      'OverconstrainedZonalAllocationRequest',
      'SkuNotAvailable',
      'SpotVmCapacityNotAvailable',
      'PreemptedSpotVm',
    ],
    kind: 'no-capacity',
    plain: 'Azure has no machine of this size free there now',
    hint: 'Take another vm_size, zone or location ("az vm list-skus --location REGION"), or try again later.',
  },
  {
    codes: ['OperationNotAllowed'],
    when: says(/too many requests|request rate/i),
    kind: 'throttled',
    plain:
      'Azure takes no more requests of this kind from the subscription for now, and still did not after every try',
    hint: 'Run fewer builds at a time.',
  },
  {
    codes: [
      'TooManyRequests',
      'SubscriptionRequestsThrottled',
      'ResourceRequestsThrottled',
      'TenantRequestsThrottled',
      'OperationsRateLimitExceeded',
      'Throttled',
      'Http429',
    ],
    kind: 'throttled',
    plain:
      'Azure takes no more requests of this kind from the subscription for now, and still did not after every try',
    hint: 'Run fewer builds at a time.',
  },
  {
    codes: ['ServerBusy'],
    kind: 'throttled',
    plain: 'The storage account takes no more requests for now, and still did not after every try',
    hint: 'Publish fewer images at a time into one account.',
  },
];
