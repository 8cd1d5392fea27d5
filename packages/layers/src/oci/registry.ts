export { findLogin } from './credentials/find-login';
export { getImageParts, type Push, preparePush } from './push';
export { formatReference, type ImageReference, parseReference } from './reference';
export type { RegistryLogin } from './registry-login';
