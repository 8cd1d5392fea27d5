import type { MachineBuilderDefinition } from '@strata/sdk';
import { factNames } from '../../machine/facts';
import { resourceKinds } from '../../resources';
import type { BuilderMeans } from '../means';
import { cleanName } from '../rules/image-name';
import { type EbsSchema, ebsSchema } from './schema';

/** Packer's `amazon-ebs`: changes a machine in EC2 and makes an image of its disks. */
export function createEbsDefinition(means: BuilderMeans): MachineBuilderDefinition<EbsSchema> {
  return {
    kind: 'builder',
    type: 'amazon-ebs',
    version: '1',
    doc: 'Launches a machine in EC2, provisions it, and makes an image (AMI) of its disks.',
    schema: ebsSchema,
    builds: 'machine',
    cloud: 'aws',
    facts: factNames,
    cleanName,
    resources: resourceKinds,
    load: async () => (require('./builder') as typeof import('./builder')).createEbsBuilder(means),
  };
}
