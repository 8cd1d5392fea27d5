import type { MachineBuilderDefinition } from '@strata/sdk';
import { factNames } from '../../machine/facts';
import { resourceKinds } from '../../resources';
import type { BuilderMeans } from '../means';
import { cleanName } from '../rules/image-name';
import { type SurrogateSchema, surrogateSchema } from './schema';

/** Packer's `amazon-ebssurrogate`: makes an image of a second disk of a machine, whatever the machine runs on. */
export function createSurrogateDefinition(means: BuilderMeans): MachineBuilderDefinition<SurrogateSchema> {
  return {
    kind: 'builder',
    type: 'amazon-ebssurrogate',
    version: '1',
    doc: 'Launches a machine in EC2 and makes an image (AMI) of another of its disks, which provisioners fill.',
    schema: surrogateSchema,
    builds: 'machine',
    cloud: 'aws',
    facts: factNames,
    cleanName,
    resources: resourceKinds,
    load: async () => (require('./builder') as typeof import('./builder')).createSurrogateBuilder(means),
  };
}
