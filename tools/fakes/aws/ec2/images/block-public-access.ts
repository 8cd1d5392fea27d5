import type {
  DisableImageBlockPublicAccessRequest,
  DisableImageBlockPublicAccessResult,
  EnableImageBlockPublicAccessRequest,
  EnableImageBlockPublicAccessResult,
  GetImageBlockPublicAccessStateRequest,
  GetImageBlockPublicAccessStateResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuseValue } from '../../refusal';

export const enableImageBlockPublicAccess: Action<
  EnableImageBlockPublicAccessRequest,
  EnableImageBlockPublicAccessResult
> = ({ region, account, input }) => {
  if (input.ImageBlockPublicAccessState !== 'block-new-sharing')
    throw refuseValue(
      'imageBlockPublicAccessState',
      input.ImageBlockPublicAccessState,
      'Expected block-new-sharing.',
    );
  region.publicAccess.set(account, 'block-new-sharing');
  return { ImageBlockPublicAccessState: 'block-new-sharing' };
};

export const disableImageBlockPublicAccess: Action<
  DisableImageBlockPublicAccessRequest,
  DisableImageBlockPublicAccessResult
> = ({ region, account }) => {
  region.publicAccess.set(account, 'unblocked');
  return { ImageBlockPublicAccessState: 'unblocked' };
};

export const getImageBlockPublicAccessState: Action<
  GetImageBlockPublicAccessStateRequest,
  GetImageBlockPublicAccessStateResult
> = ({ region, account }) => ({
  ImageBlockPublicAccessState: region.publicAccess.get(account) ?? 'block-new-sharing',
  ManagedBy: 'account',
});
