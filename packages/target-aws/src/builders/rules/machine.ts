import { communicatorRules, type OptionRule } from '@strata/sdk';
import { accessRules } from '../../access';
import { connectionRules } from './connection';
import { instanceRules } from './instance';
import { networkRules } from './network';
import { sourceRules } from './source';
import { spotRules } from './spot';

/** What holds for every builder with a live machine. */
export const machineRules: readonly OptionRule[] = [
  ...accessRules,
  ...communicatorRules,
  ...sourceRules,
  ...instanceRules,
  ...networkRules,
  ...spotRules,
  ...connectionRules,
];
