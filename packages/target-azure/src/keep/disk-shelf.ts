import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import { hasAzureCode } from '../errors';
import type { AzureContext } from '../publish/context';
import type { DiskStorage } from '../publish/settings';
import { metadataNames } from '../vhd';
import { callStorage } from '../wait';

/** A blob of a disk, as its account tells of it. */
export interface ShelvedDisk {
  /** Within the container. */
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Changes with every change of the blob. */
  readonly etag: string;
  /** Milliseconds since the epoch: when it was last written to, where it is not whole, and otherwise when it was made. */
  readonly made: number;
  /** Whether all of it is there. */
  readonly isWhole: boolean;
  readonly isCopying: boolean;
  /** Whether somebody holds a lease on it. */
  readonly isLeased: boolean;
}

/** Where the disks of a destination are kept. What is changed since it was listed is neither written nor removed. */
export interface DiskShelf {
  /** Of whoever looks at the table: `acmeimages/strata-disks`. */
  readonly place: string;
  list(): Promise<readonly ShelvedDisk[]>;
  /** @returns whether the disk was as it was listed */
  write(disk: ShelvedDisk, metadata: ShelvedDisk['metadata']): Promise<boolean>;
  /** One that is not there any more is no problem. @returns whether the disk was as it was listed */
  remove(disk: ShelvedDisk): Promise<boolean>;
}

/** The container of a destination. One that is not there has no disks. */
export function openDiskShelf(context: AzureContext, storage: DiskStorage): DiskShelf {
  const container = context.session.blobs(storage.account).getContainerClient(storage.container);
  const place = `${storage.account}/${storage.container}`;
  const change = async (
    { name, etag }: ShelvedDisk,
    action: string,
    make: (options: ChangeOptions) => Promise<unknown>,
  ) => {
    const conditions = { ifMatch: etag };
    try {
      await callStorage(context, { action, what: name }, (options) => make({ ...options, conditions }));
      return true;
    } catch (error) {
      if (isCode(error, 'ConditionNotMet', 'BlobNotFound')) return false;
      throw error;
    }
  };
  return {
    place,
    list: () => listDisks(context, container),
    write: (disk, metadata) =>
      change(disk, 'Marking the disk', (options) =>
        container.getPageBlobClient(disk.name).setMetadata({ ...metadata }, options),
      ),
    remove: (disk) =>
      change(disk, 'Removing the disk', (options) =>
        container.getPageBlobClient(disk.name).deleteIfExists(options),
      ),
  };
}

interface ChangeOptions {
  readonly abortSignal: AbortSignal;
  readonly conditions: { readonly ifMatch: string };
}

async function listDisks(context: AzureContext, container: ContainerClient): Promise<readonly ShelvedDisk[]> {
  try {
    return await callStorage(
      context,
      { action: 'Listing disks in', what: container.containerName },
      async (options) => {
        const all: ShelvedDisk[] = [];
        const blobs = container.listBlobsFlat({ ...options, includeMetadata: true, includeCopy: true });
        for await (const blob of blobs) all.push(toDisk(blob));
        return all;
      },
    );
  } catch (error) {
    if (isCode(error, 'ContainerNotFound')) return [];
    throw error;
  }
}

function toDisk({ name, metadata = {}, properties }: BlobItem): ShelvedDisk {
  const isWhole = metadata[metadataNames.disk] !== undefined;
  const made = isWhole ? (properties.createdOn ?? properties.lastModified) : properties.lastModified;
  return {
    ...{ name, metadata, isWhole },
    etag: properties.etag,
    made: made.getTime(),
    isCopying: properties.copyStatus === 'pending',
    isLeased: properties.leaseState === 'leased',
  };
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return hasAzureCode(error instanceof Failure ? error.cause : error, ...codes);
}
