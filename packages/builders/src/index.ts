export { problem as builderProblem } from './codes';
export { createDockerDefinition } from './docker/definition';
export { fileBuilderDefinition } from './file/definition';
export { createNullDefinition } from './null/definition';
export { createQemuDefinition } from './qemu/definition';
export { createRootfsDefinition } from './rootfs/definition';
export type { Connect, RootfsLink } from './rootfs/link';
