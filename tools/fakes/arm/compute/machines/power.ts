import type { Guest } from '../../../guests/guests';
import type { Resource } from '../../state/resource';

/** What a machine does: stopped machines keep their place, deallocated ones do not. */
export type PowerState = 'running' | 'stopped' | 'deallocated';

export interface Machine {
  power: PowerState;
  generalized: boolean;
  /** Whether it ever ran: its disks are there then. */
  started: boolean;
  generation: string;
  /** What it was told when it was made; shown to nobody. */
  customData?: string | undefined;
  /** The same of its administrator. */
  password?: string | undefined;
  /** What runs for it, in a cloud that has guests. */
  guest?: Guest | undefined;
  /** While what a guest wrote is brought to its disks. */
  ending?: Promise<void>;
}

const machines = new WeakMap<Resource, Machine>();

/** What only the service knows of a machine. */
export function getMachine(resource: Resource): Machine {
  const found = machines.get(resource) ?? {
    power: 'running',
    generalized: false,
    started: false,
    generation: 'V1',
  };
  machines.set(resource, found);
  return found;
}

/** Whether it was told to forget who it is, and can never start again. */
export function isGeneralized(resource: Resource): boolean {
  return getMachine(resource).generalized;
}
