export { artificeDefinition } from './artifice/definition';
export { checksumDefinition } from './checksum/definition';
export { problem as codes } from './codes';
export { compressDefinition } from './compress/definition';
export {
  dockerImportDefinition,
  dockerPushDefinition,
  dockerSaveDefinition,
  dockerTagDefinition,
} from './docker/definitions';
export { manifestDefinition } from './manifest/definition';
export { notifyDefinition } from './notify/definition';
export { createSbomDefinition } from './sbom/definition';
export { createScanDefinition } from './scan/definition';
export { shellLocalPostDefinition } from './shell-local/definition';
export { triggerDefinition } from './trigger/definition';
export { vagrantDefinition } from './vagrant/definition';
