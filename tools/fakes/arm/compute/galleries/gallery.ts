import { refuseConflict } from '../../refusal';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { ResourceType } from '../../types/resource-type';
import { galleryVersions } from '../versions';

/** What holds definitions of images and applications. */
export const gallery: ResourceType = {
  name: 'Microsoft.Compute/galleries',
  versions: galleryVersions,
  tracked: true,
  check: () => [],
  checkPatch: () => [],
  mayDelete: refuseWithNested,
};

/** Nothing in a gallery is deleted before what is nested in it. */
export function refuseWithNested(resource: Resource, { resources }: Cloud): void {
  if (resources.nestedIn(resource.id).length > 0)
    throw refuseConflict(
      'CannotDeleteResource',
      `Can not delete resource before nested resources are deleted. Resource id: '${resource.id}'.`,
    );
}
