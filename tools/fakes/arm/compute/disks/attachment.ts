import { readText } from '../../json';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import { getMachine, type PowerState } from '../machines/power';

/** The machine that has a disk, while it is there. */
export function getMachineOf(
  disk: Resource,
  { resources }: Cloud,
): { readonly id: string; readonly power: PowerState } | undefined {
  const machine = resources.find(readText(disk.envelope, 'managedBy') ?? '');
  return machine && { id: machine.id, power: getMachine(machine).power };
}
