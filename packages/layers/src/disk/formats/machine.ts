/** What a machine made from an image has, as far as a description of a machine can say it. */
export interface Machine {
  readonly firmware: 'bios' | 'efi';
  readonly cpus: number;
  /** MiB. */
  readonly memory: number;
  readonly guest: Guest;
  readonly diskController: DiskController;
  readonly network: NetworkCard;
}

export const guests = ['debian', 'ubuntu', 'linux'] as const;
export type Guest = (typeof guests)[number];
export const diskControllers = ['lsilogic', 'pvscsi', 'sata'] as const;
export type DiskController = (typeof diskControllers)[number];
export const networkCards = ['vmxnet3', 'e1000', 'e1000e'] as const;
export type NetworkCard = (typeof networkCards)[number];

/**
 * SATA and E1000 are what VMware and VirtualBox both have and start without a change; the kernel of an image that is
 * made for clouds may lack their drivers, and then `pvscsi` and `vmxnet3` are right, which VirtualBox does not have.
 */
export const defaultMachine: Machine = {
  firmware: 'bios',
  cpus: 2,
  memory: 2048,
  guest: 'debian',
  diskController: 'sata',
  network: 'e1000',
};

export function completeMachine(given: Partial<Machine> | undefined): Machine {
  return { ...defaultMachine, ...given };
}
