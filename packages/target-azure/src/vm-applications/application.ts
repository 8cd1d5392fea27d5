import type { Range } from '@strata/diagnostics';

/** Systems that the gallery knows, in its own words. */
export const SYSTEMS = ['Linux', 'Windows'] as const;

export type System = (typeof SYSTEMS)[number];

/** What the agent runs, each with the folder of the package as its working directory. Bash on Linux, cmd.exe on Windows. */
export interface ManageCommands {
  readonly install: string;
  /** Without one the agent removes the old version and installs the new one. */
  readonly update?: string;
  readonly remove: string;
}

/** Where a version is copied to. */
export interface TargetRegion {
  readonly name: string;
  /** @default the number of the version */
  readonly replicas?: number;
  readonly storageType?: string;
}

/** One version of a VM Application, as a gallery is told of it. */
export interface VmApplication {
  readonly name: string;
  /** `Major.Minor.Patch`. */
  readonly version: string;
  readonly os: System;
  readonly description?: string;
  readonly commands: ManageCommands;
  /** Name that the package gets on the machine. */
  readonly packageFile: string;
  /** Name that the configuration gets on the machine. */
  readonly configurationFile: string;
  /** What becomes of a command that restarts the machine: it has ended well, or it is run again. */
  readonly afterReboot: 'None' | 'Rerun';
}

/** Where and how long a version is offered. */
export interface Offer {
  /** Region of the gallery: a version is always kept there. */
  readonly location: string;
  readonly regions: readonly TargetRegion[];
  readonly replicas: number;
  readonly excludeFromLatest: boolean;
  /** `2027-12-31`, or with a time in UTC. */
  readonly endOfLife?: string;
}

/** How machines take a version. It belongs to each machine, not to the gallery. */
export interface Deployment {
  /** Applications with a lower number come first. @default none: after all that have one */
  readonly order?: number;
  /**
   * Whether a machine counts as not deployed when a command fails. Azure's own default is false: it then reports success
   * although the application is not there.
   */
  readonly treatFailureAsDeploymentFailure: boolean;
  readonly automaticUpgrade: boolean;
}

/** What is known of the files that will be uploaded. */
export interface FileSizes {
  /** Bytes; undefined when the file is not there. */
  readonly package: number | undefined;
  /** The same; null when the application has no configuration. */
  readonly configuration: number | undefined | null;
}

/** Where a setting is written: `publish.regions.1.replicas`. Undefined for one that nobody wrote. */
export type Places = (path: string) => Range | undefined;
