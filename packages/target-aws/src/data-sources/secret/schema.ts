import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';

export const secretSchema = defineSchema({
  options: {
    ...accessFields.options,
    name: { type: 'string', required: true, affects: 'result', doc: 'The secret: its name or ARN.' },
    key: {
      type: 'string',
      affects: 'result',
      doc: 'Which value of a secret in JSON `.value` is. By default the first.',
    },
    version_id: { type: 'string', affects: 'result', doc: 'A version of the secret.' },
    version_stage: {
      type: 'string',
      affects: 'result',
      doc: 'The version that has this label: `AWSCURRENT`, which it is by default, `AWSPREVIOUS`.',
    },
  },
  blocks: accessFields.blocks,
  rules: accessRules,
});

export type SecretDataOptions = OptionsOf<typeof secretSchema>;
