import type { AzureContext } from '../publish/context';
import { completeOperation } from '../wait';
import { isAsDecided } from './is-as-decided';
import { type Remainder, readVersion, type VersionTarget } from './version-place';

const within = 60 * 60_000;

/**
 * Removes a version from all of its regions, when it is still as it was when that was decided. One that is not there any more
 * is no problem. Its disk is looked after by itself.
 */
export async function removeVersion(context: AzureContext, target: VersionTarget): Promise<Remainder> {
  const found = await readVersion(context, target);
  if (!found) return undefined;
  if (!isAsDecided(found, target.decided)) return 'it is in use again';
  const { destination, definition } = target;
  const { resourceGroup, gallery } = destination;
  const request = { action: 'Removing the image version', what: `${definition} ${found.name}` };
  await completeOperation(context, { request, within }, () =>
    context.session.compute().galleryImageVersions.delete(resourceGroup, gallery, definition, found.name),
  );
  return undefined;
}
