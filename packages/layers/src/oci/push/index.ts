export { findDigest } from './find-digest';
export { getImageParts } from './image-parts';
export { type Push, preparePush } from './push-image';
