import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';

export const parameterSchema = defineSchema({
  options: {
    ...accessFields.options,
    name: {
      type: 'string',
      required: true,
      affects: 'result',
      doc: 'The parameter: its name or ARN, with `:VERSION` or `:LABEL` behind it where another than the newest is meant.',
    },
    with_decryption: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Decrypts a SecureString; its value is sensitive from then on.',
    },
  },
  blocks: accessFields.blocks,
  rules: accessRules,
});

export type ParameterDataOptions = OptionsOf<typeof parameterSchema>;
