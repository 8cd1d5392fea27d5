export { findDigest } from './find-digest';
export { getImageParts } from './image-parts';
export { type Push, preparePush, type TagState } from './push-image';
export { type MovedTag, putBackTag } from './put-back-tag';
