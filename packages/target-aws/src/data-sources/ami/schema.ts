import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';
import { imageFilterSchema } from '../../builders/fields/filters';
import { hasFilter, hasOwner } from './rules';

export const amiSchema = defineSchema({
  options: { ...accessFields.options, ...imageFilterSchema.options },
  blocks: accessFields.blocks,
  rules: [hasFilter, hasOwner, ...accessRules],
});

export type AmiDataOptions = OptionsOf<typeof amiSchema>;
