import type { Ports } from '@strata/sdk';
import { openAzureSession, type SessionContext } from '../client';
import { createGallery, type GalleryPlace } from './gallery';
import { createPackageStore, type StoragePlace } from './package-store';
import type { PublishPorts } from './publish';

/** Where a version of an application goes to. */
export interface ApplicationPlace extends GalleryPlace, StoragePlace {
  /** Id. */
  readonly subscription: string;
}

/**
 * Logs in to Azure, in whichever way its own tools would, and opens a gallery and a storage account. Nothing is asked yet.
 *
 * @throws Failure when nothing says who asks, or where
 */
export async function connectToGallery(
  context: SessionContext & Pick<PublishPorts, 'say'> & { readonly ports: Pick<Ports, 'files'> },
  place: ApplicationPlace,
): Promise<PublishPorts> {
  const { ports, signal, say } = context;
  const session = await openAzureSession({ subscription_id: place.subscription }, context);
  const ask = { clock: ports.clock, signal };
  return {
    ...{ ...ask, say },
    gallery: createGallery(ask, session, place),
    store: createPackageStore({ ...ask, files: ports.files }, session, place),
  };
}

/** The id by which machines name a version. */
export function getVersionId(
  { subscription, resourceGroup, gallery }: Omit<ApplicationPlace, keyof StoragePlace>,
  { name, version }: { readonly name: string; readonly version: string },
): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/galleries/${gallery}/applications/${name}/versions/${version}`;
}
