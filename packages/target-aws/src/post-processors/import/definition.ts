import type { PostProcessorDefinition } from '@strata/sdk';
import { resourceKinds } from '../../resources';
import { importSchema } from './schema';

/** Packer's `amazon-import`. */
export const importDefinition: PostProcessorDefinition<typeof importSchema> = {
  kind: 'post-processor',
  type: 'amazon-import',
  version: '1',
  doc: "Makes an AMI of the disk that a build has made. The disk goes to EBS directly, without S3 and without AWS's VM Import, so that neither a bucket nor a role is needed. The AMI goes on as the artifact; what it was made of is removed unless `keep_input_artifact` is true.",
  schema: importSchema,
  resources: resourceKinds,
  load: async () => (require('./post-process') as typeof import('./post-process')).amazonImport,
};
