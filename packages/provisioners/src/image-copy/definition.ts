import type { ProvisionerDefinition } from '@strata/sdk';
import { imageCopySchema } from './schema';

/** Takes files that another project has made, as `COPY --from` of a Dockerfile does. */
export const imageCopyDefinition: ProvisionerDefinition<typeof imageCopySchema> = {
  kind: 'provisioner',
  type: 'image-copy',
  version: '1',
  doc: 'Copies files out of another image, or out of what another project makes.',
  schema: imageCopySchema,
  network: () => false,
  load: async () => (require('./provision') as typeof import('./provision')).imageCopy,
};
