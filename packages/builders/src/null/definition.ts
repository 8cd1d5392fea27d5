import type { ConnectMachine, MachineBuilderDefinition } from '@strata/sdk';
import { type NullSchema, nullSchema } from './schema';

/** Packer's `null`: provisions a machine that is there already, and makes nothing of it. */
export function createNullDefinition({
  connect,
}: {
  readonly connect: ConnectMachine;
}): MachineBuilderDefinition<NullSchema> {
  return {
    kind: 'builder',
    type: 'null',
    version: '1',
    doc: 'Provisions a machine that is there already, and makes nothing of it.',
    schema: nullSchema,
    builds: 'machine',
    facts: [],
    resources: [],
    load: async () => (require('./builder') as typeof import('./builder')).createNullBuilder({ connect }),
  };
}
