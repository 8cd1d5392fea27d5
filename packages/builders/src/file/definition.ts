import type { MachineBuilderDefinition } from '@strata/sdk';
import { type FileBuilderSchema, fileBuilderSchema } from './schema';

/** Packer's `file`: makes one file, for tests of what comes after a builder. */
export const fileBuilderDefinition: MachineBuilderDefinition<FileBuilderSchema> = {
  kind: 'builder',
  type: 'file',
  version: '1',
  doc: 'Makes one file, for tests of what comes after a builder.',
  schema: fileBuilderSchema,
  builds: 'machine',
  facts: [],
  resources: [],
  load: async () => (require('./builder') as typeof import('./builder')).fileBuilder,
};
