import type { ActionTable } from '../../action';
import { disableImage, enableImage } from './availability';
import {
  disableImageBlockPublicAccess,
  enableImageBlockPublicAccess,
  getImageBlockPublicAccessState,
} from './block-public-access';
import { copyImage } from './copy-image';
import { createImage } from './create-image';
import { disableImageDeprecation, enableImageDeprecation } from './deprecation';
import { deregisterImage } from './deregister-image';
import { describeImageAttribute } from './describe-image-attribute';
import { describeImages } from './describe-images';
import { describeFastLaunchImages, disableFastLaunch, enableFastLaunch } from './fast-launch';
import { modifyImageAttribute, resetImageAttribute } from './modify-image-attribute';
import { disableImageDeregistrationProtection, enableImageDeregistrationProtection } from './protection';
import { registerImage } from './register-image';

export const imageActions: ActionTable = {
  CopyImage: copyImage,
  CreateImage: createImage,
  DeregisterImage: deregisterImage,
  DescribeFastLaunchImages: describeFastLaunchImages,
  DescribeImageAttribute: describeImageAttribute,
  DescribeImages: describeImages,
  DisableFastLaunch: disableFastLaunch,
  DisableImage: disableImage,
  DisableImageBlockPublicAccess: disableImageBlockPublicAccess,
  DisableImageDeprecation: disableImageDeprecation,
  DisableImageDeregistrationProtection: disableImageDeregistrationProtection,
  EnableFastLaunch: enableFastLaunch,
  EnableImage: enableImage,
  EnableImageBlockPublicAccess: enableImageBlockPublicAccess,
  EnableImageDeprecation: enableImageDeprecation,
  EnableImageDeregistrationProtection: enableImageDeregistrationProtection,
  GetImageBlockPublicAccessState: getImageBlockPublicAccessState,
  ModifyImageAttribute: modifyImageAttribute,
  RegisterImage: registerImage,
  ResetImageAttribute: resetImageAttribute,
};
