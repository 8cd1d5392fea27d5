/** A disk as its machine is given it, by blocks. */
export interface GuestDisk {
  /** Without a slash: files are called so. */
  readonly id: string;
  readonly bytes: number;
  /** Bytes of a block, of which the disk is a whole number. */
  readonly blockBytes: number;
  /** Blocks that are not known to be zero. */
  readonly indexes: readonly number[];
  read(index: number): Promise<Buffer>;
  /** Takes what a machine left behind. */
  write(index: number, block: Buffer): Promise<void>;
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

/** Where machines of a cloud run, by what that cloud asks for. */
export interface Guests<Request> {
  /** @throws Error when the machine cannot be started */
  start(request: Request): Promise<Guest>;
  /** Ends every machine and removes what is left of them. */
  close(): Promise<void>;
}
