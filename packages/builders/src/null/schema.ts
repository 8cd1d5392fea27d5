import { communicatorFields, communicatorRules, defineSchema, type OptionsOf } from '@strata/sdk';
import { nullRules } from './rules';

export const nullSchema = defineSchema({
  options: communicatorFields.options,
  rules: [...communicatorRules, ...nullRules],
});

export type NullSchema = typeof nullSchema;
export type NullOptions = OptionsOf<NullSchema>;
