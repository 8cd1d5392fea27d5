import type { MachineBuilderDefinition } from '@strata/sdk';
import { factNames } from '../../machine/facts';
import { resourceKinds } from '../../resources';
import type { BuilderMeans } from '../means';
import { cleanName } from '../rules/image-name';
import { type VolumeBuilderSchema, volumeBuilderSchema } from './schema';

/** Packer's `amazon-ebsvolume`: makes volumes that a machine has filled. */
export function createVolumeDefinition(means: BuilderMeans): MachineBuilderDefinition<VolumeBuilderSchema> {
  return {
    kind: 'builder',
    type: 'amazon-ebsvolume',
    version: '1',
    doc: 'Launches a machine in EC2 that fills volumes, which stay when it goes.',
    schema: volumeBuilderSchema,
    builds: 'machine',
    cloud: 'aws',
    facts: factNames,
    cleanName,
    resources: resourceKinds,
    load: async () => (require('./builder') as typeof import('./builder')).createVolumeBuilder(means),
  };
}
