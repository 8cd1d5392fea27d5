import type { QemuOptions } from '../schema';

/** Everything that decides the command line of a machine, found out before. Paths are absolute. */
export interface MachineParts {
  readonly options: QemuOptions;
  readonly name: string;
  /** `none` when nothing is to be said of it. */
  readonly accelerator: string;
  /** Whether a window is opened, and which; undefined for none. */
  readonly display: string | undefined;
  readonly outputDirectory: string;
  /** The first is what the machine is installed on. */
  readonly disks: readonly string[];
  /** The CD it starts from; absent with `disk_image`. */
  readonly iso?: string | undefined;
  readonly cd?: string | undefined;
  readonly floppy?: string | undefined;
  readonly efi?: Efi | undefined;
  readonly endpoints: Endpoints;
}

/** Firmware of a machine with UEFI, and its variables, which it writes to. */
export interface Efi {
  readonly code: string;
  readonly variables: string;
  /** Of the file of the variables: a qcow2 holds states, too. */
  readonly format: 'raw' | 'qcow2';
}

/** Where this run of the machine is reached: nothing of it is part of the machine. */
export interface Endpoints {
  /** Port of this machine that leads to the communicator's; absent when none does. */
  readonly forward?: { readonly host: number; readonly guest: number } | undefined;
  /** TCP port of VNC. */
  readonly vnc: number;
  /** Our own QMP socket. */
  readonly control: string;
  /** The user's. */
  readonly userControl?: string | undefined;
  readonly tpm?: string | undefined;
  readonly http: { readonly ip: string; readonly port: number };
}

/** Values of one switch; `''` when it has none. */
export type Arguments = ReadonlyMap<string, readonly string[]>;
