import type { BlobClient, BlobServiceClient, PageBlobClient } from '@azure/storage-blob';
import { loadSdk } from './load-sdk';

/** From when to when a link reads. */
export interface LinkTimes {
  readonly from: Date;
  readonly until: Date;
}

/** Form of the signature. Every cloud takes it, and so does Azurite, which does not know newer ones. */
const SIGNATURE_VERSION = '2020-12-06';

/**
 * A link by which its bearer reads a blob: signed by the account's key where that is known, and otherwise by a key that
 * Entra gives to whoever is logged in, which takes the role Storage Blob Data Reader at least.
 */
export async function signBlob(
  service: BlobServiceClient,
  { container, name }: { readonly container: string; readonly name: string },
  { from, until }: LinkTimes,
): Promise<string> {
  const { BlobSASPermissions, generateBlobSASQueryParameters, StorageSharedKeyCredential } = loadSdk.blobs();
  const blob = service.getContainerClient(container).getBlobClient(name);
  const signed = {
    ...{ containerName: container, blobName: name, startsOn: from, expiresOn: until },
    ...{ permissions: BlobSASPermissions.parse('r'), version: SIGNATURE_VERSION },
  };
  const { credential } = service;
  const query =
    credential instanceof StorageSharedKeyCredential
      ? generateBlobSASQueryParameters(signed, credential)
      : generateBlobSASQueryParameters(
          signed,
          await service.getUserDelegationKey(from, until),
          service.accountName,
        );
  return `${blob.url}?${query}`;
}

/** A blob as somebody sees it who has the link alone. */
export function openLink(link: string): BlobClient {
  return new (loadSdk.blobs().BlobClient)(link, undefined, { retryOptions: { maxTries: 1 } });
}

/** A page blob as somebody writes to it who has the link alone. Tries no request again, as all who write pages. */
export function openWriteLink(link: string): PageBlobClient {
  const { AnonymousCredential, PageBlobClient } = loadSdk.blobs();
  return new PageBlobClient(link, new AnonymousCredential(), { retryOptions: { maxTries: 1 } });
}
