import type { DiskFormat, StartActivity } from '@strata/sdk';
import type { Machine } from './machine';
import type { Qcow2Options } from './qcow2/write';

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
  /** @default plain */
  readonly qcow2?: Qcow2Options;
  readonly signal?: AbortSignal;
  /** @default nothing is reported */
  readonly startActivity?: StartActivity;
}

export interface ConvertRequest extends WriteDiskRequest {
  readonly format: DiskFormat;
}
