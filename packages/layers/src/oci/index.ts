export { getImageArchitecture } from './image-config';
export { type ReadImage, type ReadOptions, readImage, readImageFile } from './read-image';
export { formatReference, type ImageReference, parseReference } from './reference';
export type { RegistryLogin } from './registry-login';
export { type RegistryContext, resolveReference } from './registry-source';
export { writeDockerArchive } from './write-docker';
export { type OciRequest, writeOciLayout } from './write-oci';
export type { WriteRequest } from './write-request';
export { writeRootfsTar } from './write-rootfs';
