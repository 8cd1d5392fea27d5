import { communicatorFields, communicatorRules, defineSchema, type OptionsOf } from '@strata/sdk';
import { bootFields } from './fields/boot';
import { diskFields } from './fields/disk';
import { displayFields } from './fields/display';
import { hardwareFields } from './fields/hardware';
import { isoFields } from './fields/iso';
import { mediaFields } from './fields/media';
import { networkFields } from './fields/network';
import { qemuRules } from './rules';

export const qemuSchema = defineSchema({
  options: {
    ...communicatorFields.options,
    ...isoFields.options,
    ...diskFields.options,
    ...hardwareFields.options,
    ...displayFields.options,
    ...bootFields.options,
    ...mediaFields.options,
    ...networkFields.options,
  },
  blocks: diskFields.blocks,
  rules: [...communicatorRules, ...qemuRules],
});

export type QemuSchema = typeof qemuSchema;
export type QemuOptions = OptionsOf<QemuSchema>;
