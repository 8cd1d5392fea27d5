export { createDependencies } from './create-dependencies/create-dependencies';
export { createNodes } from './create-nodes/create-nodes';
export { getImageMetadata, type ImageMetadata } from './create-nodes/metadata';
export type { PluginOptions } from './create-nodes/options';
export { type BuildTool, buildTools, isCommandThere } from './pre-tasks/build-tools';
