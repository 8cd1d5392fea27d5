import { readObject } from '../../json';
import { refuseMissing } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { ResourceType } from '../../types/resource-type';
import { galleryVersions } from '../versions';
import { refuseWithNested } from './gallery';
import { judgeUnchanged } from './judge-unchanged';

/** What versions of one application have in common. */
export const application: ResourceType = {
  name: 'Microsoft.Compute/galleries/applications',
  versions: galleryVersions,
  tracked: true,
  naming: {
    pattern: /^[A-Za-z0-9](?:[\w.-]{0,115}[A-Za-z0-9_])?$/,
    rule: 'The name may have letters, digits, dots, dashes and underscores, 117 at most.',
  },
  check: checkCompute('GalleryApplication'),
  checkPatch: checkCompute('GalleryApplicationUpdate'),
  judge(writing) {
    if (readObject(writing.body, 'properties').supportedOSType === undefined)
      throw refuseMissing('galleryApplication.properties.supportedOSType');
    judgeUnchanged(writing, { label: 'galleryApplication', paths: ['properties.supportedOSType'] });
  },
  mayDelete: refuseWithNested,
};
