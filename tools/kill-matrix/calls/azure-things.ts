import { inspect } from 'node:util';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { type FakeAzure, group } from '../../fake-azure/start';
import type { Azurite } from '../../fakes/azurite';

export interface OpenedAzure {
  readonly azure: FakeAzure;
  readonly azurite: Azurite;
  /** Name of the case's own container, which names of those of others begin with as well. */
  readonly container: string;
}

/** Of another build of the same image. */
const TAGS = { 'strata-build-id': 'run-1.00000000', 'strata-image': 'k' };
const LOCATION = 'westeurope';
const EMPTY_PAGES = 1024;

/** Gallery of others, with a definition that work may put versions into. */
export const theirGallery = 'theirs';

/**
 * Puts things of others into a cloud that look like what is killed: by their names, by the same image in their tags, by
 * another build in their tags.
 */
export async function addAzureThings(opened: OpenedAzure): Promise<void> {
  const { resources, subscription } = opened.azure.arm.cloud;
  const root = `/subscriptions/${subscription}/resourceGroups`;
  const add = (id: string, type: string, more: object = {}, properties = {}) =>
    resources.add({
      ...{ id: `${root}/${id}`, type, name: id.slice(id.lastIndexOf('/') + 1), state: 'Succeeded' },
      ...{ envelope: { location: LOCATION, tags: TAGS, ...more }, properties },
    });
  const compute = `${group}/providers/Microsoft.Compute`;
  const gallery = `${compute}/galleries/${theirGallery}`;
  add('pkr-Resource-Group-run1', 'Microsoft.Resources/resourceGroups');
  add('pkr-Resource-Group-run1/providers/Microsoft.Compute/disks/pkros1', 'Microsoft.Compute/disks');
  add(`${compute}/images/killed-before`, 'Microsoft.Compute/images');
  add(`${compute}/snapshots/killed-before`, 'Microsoft.Compute/snapshots');
  add(gallery, 'Microsoft.Compute/galleries', { tags: {} });
  add(`${gallery}/images/k`, 'Microsoft.Compute/galleries/images', { tags: {} }, definition);
  add(`${gallery}/images/other`, 'Microsoft.Compute/galleries/images', {}, definition);
  const applications = `${gallery}/applications/other`;
  add(applications, 'Microsoft.Compute/galleries/applications', {}, { supportedOSType: 'Linux' });
  await addBlobs(opened);
}

const definition = {
  osType: 'Linux',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  architecture: 'x64',
  identifier: { publisher: 'strata', offer: 'images', sku: 'k' },
  features: [{ name: 'SecurityType', value: 'Standard' }],
};

async function addBlobs({ azurite, container }: OpenedAzure): Promise<void> {
  const metadata = { strata_build_id: TAGS['strata-build-id'], strata_image: 'k' };
  const client = openAccount(azurite).getContainerClient(`${container}-theirs`);
  await client.create({ metadata });
  await client.getPageBlobClient('k/other.vhd').create(EMPTY_PAGES, { metadata });
}

function openAccount({ accountUrl, account, key }: Azurite): BlobServiceClient {
  return new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(account, key));
}

const DEPTH = 12;

/** Everything that there is, by ids. */
export async function describeAzure(opened: OpenedAzure): Promise<ReadonlyMap<string, string>> {
  const { resources } = opened.azure.arm.cloud;
  const told = resources.all().map(({ id, envelope, properties, state }) => {
    const text = inspect({ envelope, properties, state }, { depth: DEPTH, sorted: true });
    return [id, text] as const;
  });
  return new Map([...told, ...(await describeBlobs(opened))]);
}

async function describeBlobs({
  azurite,
  container,
}: OpenedAzure): Promise<readonly (readonly [string, string])[]> {
  const told: (readonly [string, string])[] = [];
  const service = openAccount(azurite);
  const more = { includeMetadata: true };
  for await (const { name, metadata } of service.listContainers({ prefix: container, ...more })) {
    if (name !== container && name !== `${container}-theirs`) continue;
    told.push([`container ${name}`, inspect(metadata)]);
    for await (const blob of service.getContainerClient(name).listBlobsFlat(more))
      told.push([`blob ${name}/${blob.name}`, inspect([blob.metadata, blob.properties.etag])]);
  }
  return told;
}
