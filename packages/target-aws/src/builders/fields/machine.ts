import { communicatorFields, defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields } from '../../access';
import { connectionFields } from './connection';
import { instanceFields } from './instance';
import { networkFields } from './network';
import { profileFields } from './profile';
import { sourceFields } from './source';
import { spotFields } from './spot';

/** What all builders with a live machine have in common: who asks, what is launched, where, and how it is reached. */
export const machineFields = defineSchema({
  options: {
    ...accessFields.options,
    ...communicatorFields.options,
    ...sourceFields.options,
    ...instanceFields.options,
    ...networkFields.options,
    ...profileFields.options,
    ...spotFields.options,
    ...connectionFields.options,
  },
  blocks: {
    ...accessFields.blocks,
    ...sourceFields.blocks,
    ...instanceFields.blocks,
    ...networkFields.blocks,
    ...profileFields.blocks,
    ...spotFields.blocks,
  },
});

export type MachineOptions = OptionsOf<typeof machineFields>;
