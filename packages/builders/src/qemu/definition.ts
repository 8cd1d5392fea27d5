import type { ConnectMachine, MachineBuilderDefinition, ResourceKind } from '@strata/sdk';
import { getObstacle } from './checkpoints/can-keep';
import { previousKind } from './output/set-aside';
import { outputKind, partKind, runKind } from './resources';
import { type QemuSchema, qemuSchema } from './schema';

/** Packer's `qemu`: installs or changes a machine under QEMU and makes its disk the artifact. */
export function createQemuDefinition({
  connect,
}: {
  readonly connect: ConnectMachine;
}): MachineBuilderDefinition<QemuSchema> {
  return {
    kind: 'builder',
    type: 'qemu',
    version: '1',
    doc: 'Installs or changes a machine under QEMU; its disk is the artifact.',
    schema: qemuSchema,
    builds: 'machine',
    facts: [],
    resources: [outputKind, previousKind, runKind, partKind] as readonly ResourceKind[],
    checkpoints: (options) => getObstacle(options) === undefined,
    load: async () => (require('./builder') as typeof import('./builder')).createQemuBuilder({ connect }),
  };
}
