export { problem as codes } from './codes';
export { manifestDefinition } from './manifest/definition';
