import { of, types } from './actions';
import { getGroupScope, getSubscriptionScope, type Need, needAll, needData } from './need';

/** Where VM applications are published to. */
export interface ApplicationTarget {
  readonly subscription: string;
  readonly resourceGroup: string;
}

/** What publishing VM applications takes of Azure. The group of the storage account is said nowhere. */
export function getApplicationNeeds({ subscription, resourceGroup }: ApplicationTarget): readonly Need[] {
  const gallery = getGroupScope(subscription, resourceGroup);
  const account = getSubscriptionScope(subscription);
  return [
    ...needAll(gallery, ...of(types.gallery, 'read')),
    ...needAll(gallery, ...of(types.application, 'read', 'write', 'versions/read', 'versions/write')),
    ...needAll(
      account,
      ...of(types.container, 'write'),
      ...of(types.account, 'blobServices/generateUserDelegationKey/action'),
    ),
    ...needData(account, ...of(types.blob, 'read', 'write')),
  ];
}
