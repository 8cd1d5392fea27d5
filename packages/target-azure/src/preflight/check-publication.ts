import { getKeepNeeds, getPublishNeeds } from '../policy';
import type { AzureDestination, DiskStorage } from '../publish/settings';
import { checkAccount } from './check-account';
import { beyondRoles } from './check-build';
import { checkGallery } from './check-gallery';
import { checkGroup } from './check-names';
import { checkPermissions } from './check-permissions';
import { checkProviders } from './check-providers';
import { checkRegions } from './check-regions';
import type { Finding } from './finding';
import type { Scene } from './scene';

/** What is to be published. */
export interface PublicationSubject {
  readonly destination: AzureDestination;
  /** Whether versions are looked after. */
  readonly isKept: boolean;
  /** Names of images, as far as they are known. */
  readonly images: readonly string[];
}

/** Everything that a publication needs of Azure and that can be known before it: nothing is made or sent. */
export async function checkPublication(
  scene: Scene,
  { destination, images, isKept }: PublicationSubject,
): Promise<readonly Finding[]> {
  const { location, regions, resourceGroup, storage } = destination;
  const { subscription } = scene.session;
  const groups = [...new Set([resourceGroup, ...listGroups(storage)])];
  const needs = [
    ...getPublishNeeds(destination, subscription),
    ...(isKept ? getKeepNeeds(destination, subscription) : []),
  ];
  const found = await Promise.all([
    checkProviders(scene, ['Microsoft.Compute', ...listServices(storage)]),
    checkRegions(
      scene,
      regions.map(({ name }) => ({ region: name, type: 'galleries' })),
    ),
    Promise.all(groups.map((name) => checkGroup(scene, name))),
    checkGallery(scene, destination, images),
    checkStorage(scene, storage, location),
    checkPermissions(scene, needs),
  ]);
  return [...found.flat(), beyondRoles];
}

function listGroups(storage: DiskStorage | undefined): readonly string[] {
  return storage ? [storage.resourceGroup] : [];
}

function listServices(storage: DiskStorage | undefined): readonly string[] {
  return storage ? ['Microsoft.Storage'] : [];
}

async function checkStorage(
  scene: Scene,
  storage: DiskStorage | undefined,
  location: string,
): Promise<readonly Finding[]> {
  return storage ? checkAccount(scene, storage, location) : [];
}
