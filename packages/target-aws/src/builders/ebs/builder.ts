import type { MachineBuilder } from '@strata/sdk';
import type { BuilderMeans } from '../means';
import type { EbsSchema } from './schema';

export function createEbsBuilder(_means: BuilderMeans): MachineBuilder<EbsSchema> {
  return {
    build: async () => {
      throw new Error('not yet');
    },
  };
}
