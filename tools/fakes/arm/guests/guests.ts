import type { GuestDisk, Guests as GuestsOf } from '../../guests/guests';

/** Who may log in to a machine that begins, as its `osProfile` says. */
export interface Account {
  readonly host: string;
  readonly user: string;
  /** As they stand in `authorized_keys`. */
  readonly publicKeys: readonly string[];
  readonly password?: string | undefined;
  /** In Base64. */
  readonly customData?: string | undefined;
}

/** What a machine is told about itself. */
export interface GuestFacts {
  readonly name: string;
  /** Azure's own id of it: a UUID. */
  readonly vmId: string;
  readonly osType: string;
  readonly location: string;
  readonly size: string;
  /** Six pairs of digits with colons. */
  readonly mac: string;
  /** Nothing for a machine of a specialized image, which knows its users. */
  readonly account?: Account | undefined;
}

export interface GuestRequest {
  readonly facts: GuestFacts;
  /** In the order in which the firmware looks for a system; none when nobody knows what is on the first one. */
  readonly disks: readonly GuestDisk[];
  readonly firmware: 'bios' | 'uefi';
  /** MiB. */
  readonly memory: number;
  /** IPv4 address of this machine, which its public address says. */
  readonly address?: string | undefined;
  /** TCP ports that the security groups of its network interface and subnet let in. */
  isPortOpen(port: number): boolean;
}

/** Where machines run. */
export type Guests = GuestsOf<GuestRequest>;
