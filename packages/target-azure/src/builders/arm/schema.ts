import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';
import { connectionFields } from '../fields/connection';
import { diskFields } from '../fields/disks';
import { galleryFields } from '../fields/gallery';
import { imageFields } from '../fields/image';
import { keyVaultFields } from '../fields/key-vault';
import { networkFields } from '../fields/network';
import { patienceFields } from '../fields/patience';
import { sourceFields } from '../fields/source';
import { virtualMachineFields } from '../fields/virtual-machine';
import { connectionRules } from '../rules/connection';
import { diskRules } from '../rules/disks';
import { galleryRules } from '../rules/gallery';
import { nameRules } from '../rules/names';
import { networkRules } from '../rules/network';
import { outputRules } from '../rules/output';
import { securityRules } from '../rules/security';
import { sourceRules } from '../rules/source';
import { tagRules } from '../rules/tags';
import { virtualMachineRules } from '../rules/virtual-machine';

/** Packer's `azure-arm`. Source: Packer's documentation, "Azure Resource Manager Builder". */
export const armSchema = defineSchema({
  options: {
    ...accessFields.options,
    ...connectionFields.options,
    ...sourceFields.options,
    ...virtualMachineFields.options,
    ...networkFields.options,
    ...diskFields.options,
    ...keyVaultFields.options,
    ...imageFields.options,
    ...galleryFields.options,
    ...patienceFields.options,
  },
  blocks: {
    ...sourceFields.blocks,
    ...virtualMachineFields.blocks,
    ...galleryFields.blocks,
  },
  rules: [
    ...accessRules,
    ...connectionRules,
    ...sourceRules,
    ...virtualMachineRules,
    ...networkRules,
    ...diskRules,
    ...outputRules,
    ...galleryRules,
    ...securityRules,
    ...nameRules,
    ...tagRules,
  ],
});

export type ArmSchema = typeof armSchema;
export type ArmOptions = OptionsOf<ArmSchema>;
