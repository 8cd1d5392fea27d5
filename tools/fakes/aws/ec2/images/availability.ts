import type {
  DisableImageRequest,
  DisableImageResult,
  EnableImageRequest,
  EnableImageResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { getOwnImage } from './access';

/** Nobody can start machines of it any more, and it is shared with nobody: not even after it was enabled again. */
export const disableImage: Action<DisableImageRequest, DisableImageResult> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  if (image.state !== 'available')
    throw refuse(
      'InvalidAMIID.Unavailable',
      `The image ID '${image.id}' is not available (it is ${image.state})`,
    );
  image.state = 'disabled';
  image.launchPermissions = [];
  return { Return: true };
};

export const enableImage: Action<EnableImageRequest, EnableImageResult> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  if (image.state !== 'disabled')
    throw refuse('IncorrectState', `The image ID '${image.id}' is not disabled (it is ${image.state})`);
  image.state = 'available';
  return { Return: true };
};
