import { defineSchema } from '@strata/sdk';
import { imageFilterSchema } from './filters';

/** What the machine starts from. Source: Packer's documentation, "Amazon EBS: Run Configuration". */
export const sourceFields = defineSchema({
  options: {
    source_ami: { type: 'string', affects: 'result', doc: 'Image that the machine starts from: `ami-…`.' },
    user_data: {
      type: 'string',
      affects: 'result',
      doc: 'What the machine finds as user data when it starts, in place of what Strata would give it.',
    },
    user_data_file: { type: 'string', affects: 'result', path: 'file', doc: 'The same from a file.' },
  },
  blocks: {
    source_ami_filter: {
      schema: imageFilterSchema,
      count: 'one',
      doc: 'Looks for the image to start from.',
    },
  },
});
