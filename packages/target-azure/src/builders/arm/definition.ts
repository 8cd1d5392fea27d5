import type { MachineBuilderDefinition } from '@strata/sdk';
import { factNames } from '../../machine/facts';
import { resourceKinds } from '../../resources';
import type { BuilderMeans } from '../means';
import { cleanName } from '../rules/names';
import { type ArmSchema, armSchema } from './schema';

/** Packer's `azure-arm`: changes a machine in Azure and makes an image of its disks. */
export function createArmDefinition(means: BuilderMeans): MachineBuilderDefinition<ArmSchema> {
  return {
    kind: 'builder',
    type: 'azure-arm',
    version: '1',
    doc: 'Makes a machine in Azure, provisions it, and makes a managed image or a version of a Compute Gallery of it.',
    schema: armSchema,
    builds: 'machine',
    cloud: 'azure',
    facts: factNames,
    cleanName,
    resources: resourceKinds,
    load: async () => (require('./builder') as typeof import('./builder')).createArmBuilder(means),
  };
}
