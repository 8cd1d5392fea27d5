import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { findBlockMap, type MapFolder, metadataNames, type ParentVhd } from '../vhd';
import { callStorage } from '../wait';
import type { AzureContext } from './context';

/** Disks of one definition that are looked at, the youngest first. */
const mostOfFolder = 3;

/**
 * Disks that the one of an image may begin as: those of its parents and of its own last versions, where it is known here what
 * is on them. Azure cannot be asked for that without reading all of it.
 */
export async function findUploadParents(
  context: AzureContext,
  {
    container,
    maps,
    folders,
  }: { readonly container: ContainerClient; readonly maps: MapFolder; readonly folders: readonly string[] },
): Promise<readonly ParentVhd[]> {
  const lists = await Promise.all(
    [...new Set(folders)].map((folder) => listBlobs(context, container, `${folder}/`)),
  );
  const candidates = lists.flatMap((list) =>
    list
      // One that was put aside may be removed while it is copied.
      .filter(
        ({ metadata }) =>
          metadata?.[metadataNames.disk] !== undefined && metadata[metadataNames.quarantined] === undefined,
      )
      .sort((a, b) => getTime(b) - getTime(a))
      .slice(0, mostOfFolder),
  );
  const found = candidates.map(async ({ name, metadata }): Promise<readonly ParentVhd[]> => {
    const map = await findBlockMap(maps, metadata?.[metadataNames.disk] ?? '');
    return map ? [{ blob: name, map }] : [];
  });
  return (await Promise.all(found)).flat();
}

function listBlobs(
  context: AzureContext,
  container: ContainerClient,
  prefix: string,
): Promise<readonly BlobItem[]> {
  return callStorage(
    context,
    { action: 'Listing disks in', what: container.containerName },
    async (options) => {
      const all: BlobItem[] = [];
      for await (const blob of container.listBlobsFlat({ ...options, prefix, includeMetadata: true }))
        all.push(blob);
      return all;
    },
  );
}

function getTime({ properties }: BlobItem): number {
  return properties.lastModified.getTime();
}
