export * from './apt';
export * from './base';
export * from './downloads';
export * from './namespace';
export { type WriteRequest, writeDockerArchive, writeOciLayout, writeRootfsTar } from './oci';
export * from './sandbox';
export * from './store';
