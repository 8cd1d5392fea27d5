import type { DiskController, NetworkCard } from '@strata/sdk';

/** What a machine made from an image has, as far as a description of a machine can say it. */
export interface Machine {
  readonly firmware: MachineFirmware;
  readonly cpus: number;
  /** MiB. */
  readonly memory: number;
  readonly guest: Guest;
  readonly diskController: DiskController;
  readonly network: NetworkCard;
}

export const machineFirmwares = ['bios', 'efi'] as const;
export type MachineFirmware = (typeof machineFirmwares)[number];
export const guests = ['debian', 'ubuntu', 'linux'] as const;
export type Guest = (typeof guests)[number];

/**
 * What VMware has and a kernel for clouds has drivers for. Such a kernel meets VirtualBox by `virtio-scsi` and `virtio`;
 * a general one also knows `sata` and `e1000`, which both have.
 */
export const defaultMachine: Machine = {
  firmware: 'bios',
  cpus: 2,
  memory: 2048,
  guest: 'debian',
  diskController: 'pvscsi',
  network: 'vmxnet3',
};

/** Fills in what was not given. */
export function completeMachine(given: Partial<Machine> = {}): Machine {
  return { ...defaultMachine, ...given };
}

/** VMware's virtual hardware of ESXi 6.5 and Workstation 12.5: everything newer takes it. */
export const hardwareVersion = 13;
