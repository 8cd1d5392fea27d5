import { randomUUID } from 'node:crypto';
import type {
  BlobClient,
  ContainerClient,
  PageBlobClient,
  RestError,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { Azurite } from '../../azurite';
import type { BlobLook, BlobReader, Blobs } from './blobs';

/** Signatures in newer forms are not understood by Azurite. */
const signatureVersion = '2020-12-06';
const policyName = 'disk';
const blobName = 'abcd';
const types: Readonly<Record<string, 'page' | 'block' | 'append'>> = {
  PageBlob: 'page',
  BlockBlob: 'block',
  AppendBlob: 'append',
};

/** Blobs of Azurite, which the fake reads with the account's key, or as a URI allows. */
export function azuriteBlobs(azurite: Azurite, { ca }: { readonly ca?: string } = {}): Blobs {
  const { account, accountUrl, key } = azurite;
  // Nothing of the SDK is loaded for tests that have no blobs.
  const load = (): typeof import('@azure/storage-blob') => require('@azure/storage-blob');
  const options = { retryOptions: { maxTries: 1 }, ...(ca !== undefined && { tlsOptions: { ca } }) };

  function open(uri: string, reader: BlobReader): BlobClient {
    const { BlobClient } = load();
    if (reader === 'uri') return new BlobClient(uri, undefined, options);
    return new BlobClient(uri.split('?')[0] ?? uri, makeKey(), options);
  }

  function makeKey(): StorageSharedKeyCredential {
    const { StorageSharedKeyCredential } = load();
    return new StorageSharedKeyCredential(account, key);
  }

  function openContainer(uri: string): ContainerClient {
    const { ContainerClient } = load();
    return new ContainerClient(uri.slice(0, uri.lastIndexOf('/')), makeKey(), options);
  }

  function openPages(uri: string): PageBlobClient {
    const { PageBlobClient } = load();
    return new PageBlobClient(uri.split('?')[0] ?? uri, makeKey(), options);
  }

  return {
    account,
    accountUrl,
    key,
    async look(uri, reader): Promise<BlobLook> {
      if (!uri.startsWith(`${accountUrl}/`)) return { kind: 'foreign' };
      try {
        const { blobType = '', contentLength = 0 } = await open(uri, reader).getProperties();
        return { kind: 'found', type: types[blobType] ?? 'append', size: contentLength };
      } catch (error) {
        return { kind: readStatus(error) === 404 ? 'absent' : 'denied' };
      }
    },
    async read(uri, reader, { offset, count }) {
      return await open(uri, reader).downloadToBuffer(offset, count);
    },
    async listPages(uri) {
      const { pageRange = [] } = await openPages(uri).getPageRanges();
      return pageRange.map(({ offset, count = 0 }) => ({ offset, count }));
    },
    async write(uri, offset, content) {
      await openPages(uri).uploadPages(content, offset, content.length);
    },
    async resize(uri, size) {
      await openPages(uri).resize(size);
    },
    async makeDisk(size) {
      const container = openContainer(`${accountUrl}/md-${randomUUID()}/${blobName}`);
      await container.create();
      const blob = container.getPageBlobClient(blobName);
      await blob.create(size);
      return blob.url;
    },
    async copyDisk(source) {
      const container = openContainer(`${accountUrl}/md-${randomUUID()}/${blobName}`);
      await container.create();
      const blob = container.getPageBlobClient(blobName);
      // Within one account the key opens the source as well. With a signature Azurite would read all of it, to try that.
      await (await blob.beginCopyFromURL(source.split('?')[0] ?? source)).pollUntilDone();
      return blob.url;
    },
    async share(uri, { access, seconds }) {
      const { generateBlobSASQueryParameters } = load();
      const container = openContainer(uri);
      // By a policy of the container: a signature alone could not be taken back.
      const expiresOn = new Date(Date.now() + seconds * 1000);
      const permissions = access === 'Write' ? 'rw' : 'r';
      await container.setAccessPolicy(undefined, [
        { id: policyName, accessPolicy: { expiresOn, permissions } },
      ]);
      const signed = {
        identifier: policyName,
        containerName: container.containerName,
        blobName,
        version: signatureVersion,
      };
      return `${uri}?${generateBlobSASQueryParameters(signed, makeKey())}`;
    },
    async withdraw(uri) {
      await openContainer(uri).setAccessPolicy(undefined, []);
    },
  };
}

function readStatus(error: unknown): number | undefined {
  const known: Partial<RestError> = typeof error === 'object' && error !== null ? error : {};
  return known.statusCode;
}
