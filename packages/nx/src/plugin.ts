export { createDependencies } from './create-dependencies/create-dependencies';
export { createNodes, createNodes as createNodesV2 } from './create-nodes/create-nodes';
export { preTasksExecution } from './pre-tasks/pre-tasks';

/** What Nx calls the plugin in its messages. */
export const name = '@strata/nx/plugin';
