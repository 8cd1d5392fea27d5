export { findLogin } from './credentials/find-login';
export {
  findDigest,
  getImageParts,
  type MovedTag,
  type Push,
  preparePush,
  putBackTag,
  type TagState,
} from './push';
export { formatReference, type ImageReference, parseReference } from './reference';
export type { RegistryLogin } from './registry-login';
