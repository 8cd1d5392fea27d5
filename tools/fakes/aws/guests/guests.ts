/** A volume as its machine is given it, by blocks of EBS direct. */
export interface GuestDisk {
  /** `vol-` and digits: NVMe gives it as the serial number, without the hyphen. */
  readonly volumeId: string;
  readonly sizeGib: number;
  /** Blocks that are not known to be zero. */
  readonly indexes: readonly number[];
  read(index: number): Promise<Buffer>;
  /** Takes what a machine left behind. */
  write(index: number, block: Buffer): Promise<void>;
}

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
  /** In the order in which the firmware looks for a system. */
  readonly disks: readonly GuestDisk[];
  readonly firmware: 'bios' | 'uefi';
  /** MiB. */
  readonly memory: number;
  /** TCP ports that the instance's security groups let in. */
  readonly isPortOpen: (port: number) => boolean;
}

/** A machine that runs, or ran. */
export interface Guest {
  /** IPv4 address of this machine at which it is reached, each of its ports under its own number. */
  readonly address: string;
  /** Ports of this machine in place of a guest's, where its own number was not to be had. */
  readonly ports: ReadonlyMap<number, number>;
  /** Resolves when it has ended, in whichever way. */
  readonly ended: Promise<void>;
  /** What it wrote on its first serial port. */
  readConsole(): Promise<Buffer>;
  /** Shuts it down, by force when it does not obey, and starts it again. */
  reboot(): Promise<void>;
  /** Writes what it changed so far to its disks: shut down, or as if the power had failed. It runs afterwards. */
  save(how: { readonly reboots: boolean }): Promise<void>;
  /** Ends it as {@link Guest.reboot} does, and writes what it changed to its disks. */
  stop(): Promise<void>;
  /** Ends it at once; what it wrote is lost. */
  kill(): Promise<void>;
}

/** Where instances run. */
export interface Guests {
  /** @throws Error when the machine cannot be started */
  start(request: GuestRequest): Promise<Guest>;
  /** Ends every machine and removes what is left of them. */
  close(): Promise<void>;
}
