import { refuseConflict } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { ResourceType } from '../../types/resource-type';
import { galleryVersions } from '../versions';

/** What holds definitions of images and applications. */
export const gallery: ResourceType = {
  name: 'Microsoft.Compute/galleries',
  versions: galleryVersions,
  tracked: true,
  naming: {
    pattern: /^[A-Za-z0-9](?:[\w.]{0,78}[A-Za-z0-9])?$/,
    rule: 'The name may have letters, digits, dots and underscores, 80 at most, and begins and ends with a letter or digit.',
  },
  check: checkCompute('Gallery'),
  checkPatch: checkCompute('GalleryUpdate'),
  mayDelete: refuseWithNested,
};

/** Nothing in a gallery is deleted before what is nested in it, be it deleted softly. */
export function refuseWithNested({ id }: Resource, { resources, galleries }: Cloud): void {
  if (resources.nestedIn(id).length + galleries.softDeleted.nestedIn(id).length === 0) return;
  throw refuseConflict(
    'CannotDeleteResource',
    `Can not delete resource before nested resources are deleted. Resource id: '${id}'.`,
  );
}
