import type { Service } from '../../../packages/cli/src/guest/metadata/answer';
import type { GuestDisk } from './guests';

/** What a cloud's machine is to be. */
export interface MachineWish {
  readonly name: string;
  /** Six pairs of digits with colons. */
  readonly mac: string;
  /** MiB. */
  readonly memory: number;
  readonly firmware: 'bios' | 'uefi';
  /** Structures of the tables in which it says what it is, as QEMU takes them. */
  readonly smbios: readonly string[];
  readonly network: GuestNetwork;
  /** What answers at the services' addresses. */
  readonly service: Service;
  /** What disks are plugged into, as QEMU takes devices. */
  readonly controllers: readonly string[];
  /** In the order in which the firmware looks for a system. */
  readonly disks: readonly GuestDisk[];
  /** How a disk is plugged in. */
  getDevice(disk: GuestDisk): string;
  /** A CD, and how it is plugged in. */
  readonly medium?: GuestMedium;
  /** IPv4 address of this machine at which it is to be reached. @default another one for each */
  readonly address?: string | undefined;
  /** Whether others are let in at a TCP port. */
  isPortOpen(port: number): boolean;
}

/** QEMU forwards addresses of the guest's own network alone, so it is as large as it must be. */
export interface GuestNetwork {
  /** `169.254.0.0/16`. */
  readonly range: string;
  /** Addresses in it at which the cloud's service answers, at HTTP's port. */
  readonly services: readonly string[];
}

export interface GuestMedium {
  readonly label: string;
  readonly files: Readonly<Record<string, string>>;
  readonly device: string;
}
