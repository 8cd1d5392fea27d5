import type { GuestDisk, Guests as GuestsOf } from '../../guests/guests';

/** What the metadata service tells the instance. */
export interface GuestFacts {
  readonly accountId: string;
  readonly architecture: string;
  readonly imageId: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly region: string;
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly networkInterfaceId: string;
  /** Six pairs of digits with colons. */
  readonly mac: string;
  readonly securityGroups: readonly string[];
  readonly key?: { readonly name: string; readonly openSsh: string } | undefined;
  /** As it was given, after base64 was taken off. */
  readonly userData?: Buffer | undefined;
  /** Whether the service tells anything at all. */
  readonly hasMetadata: boolean;
  /** Whether who asks without a token is answered, as by the first version of the service. */
  readonly tokens: 'optional' | 'required';
}

export interface GuestRequest {
  readonly facts: GuestFacts;
  /** In the order in which the firmware looks for a system. Their ids are those of volumes. */
  readonly disks: readonly GuestDisk[];
  readonly firmware: 'bios' | 'uefi';
  /** MiB. */
  readonly memory: number;
  /** TCP ports that the instance's security groups let in. */
  readonly isPortOpen: (port: number) => boolean;
}

/** Where instances run. */
export type Guests = GuestsOf<GuestRequest>;
