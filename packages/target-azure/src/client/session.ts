import type { ComputeManagementClient } from '@azure/arm-compute';
import type { ResourceManagementClient } from '@azure/arm-resources';
import type { SecretClient } from '@azure/keyvault-secrets';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { AzureCloud } from './cloud';

/**
 * One login to Azure and the services behind it. A client is made when it is first asked for, and its part of the SDK is
 * loaded then: everything else imports types of the SDK alone.
 */
export interface AzureSession {
  /** Id of the subscription that is worked in. */
  readonly subscription: string;
  readonly cloud: AzureCloud;
  /** Id of the tenant that the one who asks belongs to, which his token says. */
  tenant(): Promise<string>;
  /** Machines, disks, images and galleries. @param subscription another one, in which a source stands */
  compute(subscription?: string): ComputeManagementClient;
  /** Groups, and resources of every type that `compute` does not know. */
  resources(subscription?: string): ResourceManagementClient;
  /** Has a resource do something that no client knows: `restart`. @param id of the resource, with the action behind it */
  act(id: string, version: string, options: { readonly abortSignal: AbortSignal }): Promise<void>;
  /** Reads what no client knows: quotas, permissions. @param path from the subscription on */
  read(path: string, version: string, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  /** Blobs of a storage account. Tries no request again: who writes pages does so, with one budget for all of them. */
  blobs(account: string): BlobServiceClient;
  /** Secrets of a key vault. */
  secrets(vault: string): SecretClient;
}
