export { findLogin } from './credentials/find-login';
export { findDigest, getImageParts, type Push, preparePush } from './push';
export { formatReference, type ImageReference, parseReference } from './reference';
export type { RegistryLogin } from './registry-login';
