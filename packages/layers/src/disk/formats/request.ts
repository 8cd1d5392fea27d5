import type { StartActivity } from '@strata/sdk';
import type { Machine } from './machine';

/** What a disk can be written as. */
export const diskFormats = ['raw', 'vhd', 'vhdx', 'vmdk'] as const;
export type DiskFormat = (typeof diskFormats)[number];

/** What every writer of a format is given. */
export interface WriteDiskRequest {
  /** Absolute path of a raw disk. Its holes are kept or left out, and cost nothing. */
  readonly input: string;
  /**
   * Absolute path of what is written; nothing is there yet. Nothing is left there when the work fails or is cancelled,
   * so that only somebody who is killed need write to a temporary place first.
   */
  readonly output: string;
  /** Name of the machine, from which those of the files inside are made: `golden`. */
  readonly name: string;
  /** What the disk's content is a function of. Identifiers inside a format are made from it, not thrown by dice. */
  readonly contentKey: string;
  /** `PATH` where programs are looked up. */
  readonly searchPath: string;
  /** What a machine made from an `ova`, `ovf` or `vmx` has. @default as `defaultMachine` says */
  readonly machine?: Partial<Machine>;
  /** Only for `qcow2`: leave the disk as it is, or compress it with zstd, which QEMU reads since 5.1. @default false */
  readonly compress?: boolean;
  /** Only for `qcow2`: a qcow2 disk of at most the same size, of which only the differences are written. */
  readonly backing?: string;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

export interface ConvertRequest extends WriteDiskRequest {
  readonly format: DiskFormat;
}
