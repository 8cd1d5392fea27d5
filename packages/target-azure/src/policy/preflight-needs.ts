import { getSubscriptionScope, type Need, needAll } from './need';

/** What only `strata preflight` asks of Azure. Without it, it says that it does not know. */
export function getPreflightNeeds(subscription: string): readonly Need[] {
  return needAll(
    getSubscriptionScope(subscription),
    'Microsoft.Authorization/permissions/read',
    'Microsoft.Compute/galleries/read',
    'Microsoft.Compute/locations/publishers/artifacttypes/offers/skus/versions/read',
    'Microsoft.Compute/locations/usages/read',
    'Microsoft.Compute/skus/read',
    'Microsoft.MarketplaceOrdering/agreements/offers/plans/read',
    'Microsoft.Network/locations/usages/read',
    'Microsoft.Resources/subscriptions/locations/read',
    'Microsoft.Resources/subscriptions/providers/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.Storage/storageAccounts/read',
  );
}
