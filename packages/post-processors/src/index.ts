export { problem as postProcessorProblem } from './codes';
export { manifestDefinition } from './manifest/definition';
