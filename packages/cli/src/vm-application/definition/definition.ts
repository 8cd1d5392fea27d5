import type { Deployment, ManageCommands, Offer, Places, System } from '@strata/target-azure/vm-applications';

/** Name of the file that makes a folder a VM application. */
export const DEFINITION_FILE = 'vm-app.json';

/** A file or folder of this workspace that goes to a place on the machine. */
export interface PlacedFile {
  /** From the folder of the application, or of `project` where one is named. */
  readonly from: string;
  /** Absolute, on the machine. */
  readonly to: string;
  readonly project?: string;
  /** Target of that project that makes the file. */
  readonly target?: string;
}

/** What a package is made from. */
export type PackageSource = FilesSource | DebsSource | ArchiveSource | InstallerSource;

/** Files of the workspace. */
export interface FilesSource {
  readonly kind: 'files';
  readonly files: readonly PlacedFile[];
  /** Units of systemd, or services of Windows, that are started when the files are there. */
  readonly services: readonly string[];
  /** A command that runs when the files are there. */
  readonly afterInstall?: string;
  /** A command that runs before they go. */
  readonly beforeRemove?: string;
}

/** Packages of a distribution with all that they depend on. */
export interface DebsSource {
  readonly kind: 'debs';
  readonly distribution: 'debian' | 'ubuntu';
  readonly suite: string;
  readonly architecture: string;
  readonly packages: readonly string[];
  readonly components?: readonly string[];
  readonly mirror?: string;
  readonly snapshot?: string;
}

/** An archive as somebody else made it. */
export interface ArchiveSource {
  readonly kind: 'archive';
  readonly file: string;
  readonly project?: string;
  readonly target?: string;
  /** Folder of the machine that belongs to the application alone. */
  readonly to: string;
}

/** An .msi, or an .exe that installs. */
export interface InstallerSource {
  readonly kind: 'installer';
  readonly file: string;
  readonly project?: string;
  readonly target?: string;
  /** What makes it ask nothing. An .msi has its own: `/quiet /norestart`. */
  readonly switches?: string;
  /** Where it writes what it does, on the machine. @default beside the package */
  readonly log?: string;
  /** The command that removes what an .exe installed, as Windows keeps it. */
  readonly uninstall?: string;
}

/** Where a version is published to. */
export interface Publication extends Offer {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly gallery: string;
  /** Name of the account that packages are uploaded to. */
  readonly storageAccount: string;
  readonly container: string;
}

/** How a package is tried before anybody is given it. */
export interface TryOut {
  /** Image of the workspace that it is tried in. */
  readonly image?: string;
  /** A command that ends well when the application is there. */
  readonly check?: string;
  /** Paths that may stay when it is removed, with `*` and `**`. */
  readonly leaves: readonly string[];
  readonly machine: MachineTryOut;
}

/** How it is tried in a machine that the image was started as. */
export interface MachineTryOut {
  /** Projects of applications that the machine has before. */
  readonly needs: readonly string[];
  /** What the owner of the machine does before: a command that root runs. */
  readonly prepare?: string;
  /** A command that ends well when the application runs. @default the one for layers */
  readonly check?: string;
  /** Also restart the machine when it is updated, and check again. */
  readonly restart: boolean;
}

/** A VM application as its file says it. Commands and names that are not given go with the kind of the package. */
export interface Definition {
  /** As people know the file. */
  readonly file: string;
  /** Absolute folder of the file. */
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  readonly os: System;
  readonly description?: string;
  readonly package: PackageSource;
  /** File with the default configuration, from the folder of the application. */
  readonly configuration?: string;
  readonly commands: Partial<ManageCommands>;
  readonly packageFile?: string;
  readonly configurationFile?: string;
  readonly afterReboot: 'None' | 'Rerun';
  readonly deployment: Deployment;
  readonly publish?: Publication;
  readonly test: TryOut;
  /** Where each setting is written. */
  readonly at: Places;
}
