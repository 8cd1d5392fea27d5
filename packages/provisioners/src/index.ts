export { problem as provisionerProblem } from './codes';
export { shellDefinition } from './shell/definition';
