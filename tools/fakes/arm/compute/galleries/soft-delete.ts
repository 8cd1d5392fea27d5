import { readFlag } from '../../json';
import { refuseConflict } from '../../refusal';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { Writing } from '../../types/resource-type';

/** Refuses to make anew what was deleted softly and is still kept, unless it is asked back. */
export function judgeSoftDeleted({ cloud, id, body, existing }: Writing): void {
  if (existing || !cloud.galleries.softDeleted.find(id.id)) return;
  if (readFlag(body, 'properties.restore')) {
    cloud.galleries.softDeleted.take(id.id);
    return;
  }
  throw refuseConflict(
    'OperationNotAllowed',
    `The gallery image version '${id.id}' is soft-deleted. Restore it, or delete it for good, before a version of this name is created.`,
  );
}

/** Keeps what is deleted, in galleries that are told so. */
export function keepSoftly(version: Resource, { resources, galleries }: Cloud): void {
  const galleryId = version.id.split('/').slice(0, -4).join('/');
  const gallery = resources.find(galleryId);
  if (readFlag(gallery?.properties, 'softDeletePolicy.isSoftDeleteEnabled'))
    galleries.softDeleted.put(version);
}
