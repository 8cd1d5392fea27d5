export { problem as builderProblem } from './codes';
export { createRootfsDefinition } from './rootfs/definition';
export type { Connect, RootfsLink } from './rootfs/link';
