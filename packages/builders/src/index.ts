import type { BuilderDefinition, ConnectContainer, ConnectMachine } from '@strata/sdk';
import type { Connect } from './rootfs/link';

export { problem as builderProblem } from './codes';
export type { Connect, RootfsLink } from './rootfs/link';

/** What builders reach their machines by. */
export interface BuilderMeans {
  readonly connectSandbox: Connect;
  readonly connectMachine: ConnectMachine;
  readonly connectContainer: ConnectContainer;
}

/** Every builder by its type. A definition is loaded when it is asked for: a template uses few of them. */
export const builders = {
  rootfs: ({ connectSandbox: connect }: BuilderMeans) =>
    (require('./rootfs/definition') as typeof import('./rootfs/definition')).createRootfsDefinition({
      connect,
    }),
  null: ({ connectMachine: connect }: BuilderMeans) =>
    (require('./null/definition') as typeof import('./null/definition')).createNullDefinition({ connect }),
  file: () => (require('./file/definition') as typeof import('./file/definition')).fileBuilderDefinition,
  docker: ({ connectContainer: connect }: BuilderMeans) =>
    (require('./docker/definition') as typeof import('./docker/definition')).createDockerDefinition({
      connect,
    }),
  qemu: ({ connectMachine: connect }: BuilderMeans) =>
    (require('./qemu/definition') as typeof import('./qemu/definition')).createQemuDefinition({ connect }),
} satisfies Readonly<Record<string, (means: BuilderMeans) => BuilderDefinition>>;
