export { writeDockerArchive } from './write-docker';
export { type OciRequest, writeOciLayout } from './write-oci';
export type { WriteRequest } from './write-request';
export { writeRootfsTar } from './write-rootfs';
