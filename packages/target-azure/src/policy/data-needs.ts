import { getSubscriptionScope, type Need, needData } from './need';

const byType: Readonly<Record<string, readonly string[]>> = {
  'azure-keyvaultsecret': ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
};

/** What a data source takes of Azure, of vaults whose access is by roles. The group of a vault is said nowhere. */
export function getDataNeeds(type: string, subscription: string): readonly Need[] {
  return needData(getSubscriptionScope(subscription), ...(byType[type] ?? []));
}
