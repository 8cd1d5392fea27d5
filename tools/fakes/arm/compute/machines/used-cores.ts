import { countCores, findFamily } from '../../catalog/sizes';
import { readText } from '../../json';
import type { Cloud } from '../../state/cloud';
import { getMachine } from './power';

/** Processors of a machine that holds them. */
export interface UsedCores {
  readonly cores: number;
  readonly family: string | undefined;
}

/** What machines in a location hold of the subscription's processors. */
export function listUsedCores({ resources }: Cloud, location: string): readonly UsedCores[] {
  return resources
    .ofType('Microsoft.Compute/virtualMachines')
    .filter(
      (one) => readText(one.envelope, 'location') === location && getMachine(one).power !== 'deallocated',
    )
    .map((one) => readText(one.properties, 'hardwareProfile.vmSize') ?? '')
    .map((size) => ({ cores: countCores(size), family: findFamily(size) }));
}
