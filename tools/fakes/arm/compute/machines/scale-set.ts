import type { ResourceType } from '../../types/resource-type';
import { computeVersions } from '../versions';

/** Several machines by one model. Seeded, shown and listed: nothing of the product makes one. */
export const scaleSet: ResourceType = {
  name: 'Microsoft.Compute/virtualMachineScaleSets',
  versions: computeVersions,
  tracked: true,
};

/** A machine of a scale set that is no resource of its own. */
export const scaleSetMachine: ResourceType = {
  name: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
  versions: computeVersions,
  tracked: true,
};
