import type { StartActivity } from '@strata/sdk';

/** What packing uses of the outside world. */
export interface PackContext {
  readonly signal: AbortSignal;
  /** A folder for this package alone, removed by the caller. */
  readonly scratch: string;
  /** Cache of downloads. */
  readonly downloads: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Absolute folder of a project of the workspace. */
  readonly findProject: (name: string) => Promise<string | undefined>;
  readonly projectNames: () => Promise<readonly string[]>;
  readonly say: (message: string) => void;
  readonly startActivity: StartActivity;
  /** Look Debian packages up anew, whatever the lock file says. */
  readonly update: boolean;
}

/** A package that lies in the scratch folder, or anywhere else on this machine. */
export interface Packed {
  readonly path: string;
  /** In hex, of what decides the package: another zlib writes other bytes for the same content. */
  readonly contentDigest: string;
  /** Version by name, of packages of a distribution. */
  readonly packages?: Readonly<Record<string, string>>;
}
