import { defineSchema } from '@strata/sdk';
import { metadataRules } from '../rules/metadata';

/** Packer's `metadata_options`: how the machine may ask about itself. Tokens are required by default, in Packer optional. */
export const metadataSchema = defineSchema({
  options: {
    http_endpoint: {
      type: 'string',
      affects: 'result',
      default: 'enabled',
      doc: 'Whether the metadata service answers: `enabled` or `disabled`.',
    },
    http_tokens: {
      type: 'string',
      affects: 'result',
      default: 'required',
      doc: 'Whether it asks for a session token (IMDSv2): `required` or `optional`.',
    },
    http_put_response_hop_limit: {
      type: 'number',
      affects: 'result',
      default: 1,
      doc: 'How many hops its answers may take, 1 to 64.',
    },
    instance_metadata_tags: {
      type: 'string',
      affects: 'result',
      default: 'disabled',
      doc: "Whether the machine's tags can be read there: `enabled` or `disabled`.",
    },
  },
  rules: metadataRules,
});
