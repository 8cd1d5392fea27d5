import type { Call } from '../../action';
import { refuse } from '../../refusal';
import type { Region } from '../../state/region';
import type { ImageRecord } from './record';
import { settleImage } from './settle';

/** Whether everybody may start machines of an image. */
export function isPublic({ launchPermissions }: ImageRecord): boolean {
  return launchPermissions.some(({ Group }) => Group === 'all');
}

/** Whether an account may start machines of an image, or copy it. */
export function canUseImage(image: ImageRecord, account: string): boolean {
  const { owner, launchPermissions } = image;
  return owner === account || isPublic(image) || launchPermissions.some(({ UserId }) => UserId === account);
}

/** An image that the caller may change. */
export function getOwnImage({ region, account, now }: Call<object>, id: string): ImageRecord {
  const image = region.images.get(id);
  if (image.owner !== account) throw refuse('AuthFailure', `Not authorized for image:${id}`);
  settleImage(region, image, now);
  return image;
}

/** An image that the caller may start machines of: there, permitted and available. For RunInstances and copies. */
export function getUsableImage(region: Region, id: string, { account, now }: Call<object>): ImageRecord {
  const image = region.images.get(id);
  if (!canUseImage(image, account)) throw refuse('AuthFailure', `Not authorized for images: [${id}]`);
  settleImage(region, image, now);
  if (image.state !== 'available')
    throw refuse('InvalidAMIID.Unavailable', `The image ID '${id}' is not available (it is ${image.state})`);
  return image;
}
