export { problem as provisionerProblem } from './codes';
export { fileDefinition } from './file/definition';
export { shellDefinition } from './shell/definition';
