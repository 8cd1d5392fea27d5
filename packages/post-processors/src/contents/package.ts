import type { Checked } from '@strata/diagnostics';
import type { ImageFiles } from '@strata/sdk';
import type { OsRelease } from './os-release';

/** Whose rules a package's name and version follow. */
export type Ecosystem = 'deb' | 'rpm' | 'apk' | 'npm' | 'pypi';

/** Something that is installed in an image, as the data base says that knows of it. */
export interface Package {
  readonly ecosystem: Ecosystem;
  /** As the ecosystem writes it: `libc6`, `@babel/core`. */
  readonly name: string;
  /** As the ecosystem writes it, with epoch and release: `1:2.36-9+deb12u4`. */
  readonly version: string;
  readonly architecture?: string;
  /** What it was built from, where that may have another name. Security data of distributions is by these. */
  readonly source?: { readonly name: string; readonly version: string };
  /** What it says of its licences, in SPDX's names where they are known. */
  readonly licenses: readonly string[];
  readonly summary?: string;
  readonly homepage?: string;
  readonly supplier?: string;
  /** Digest of the archive that it came from. */
  readonly digest?: { readonly algorithm: 'SHA-512' | 'SHA-256' | 'SHA-1'; readonly hex: string };
  /** File of the image that says all this. */
  readonly location: string;
  /** Needs, each with the names of which one is enough. */
  readonly needs: readonly (readonly string[])[];
  /** Names that it answers to besides its own. */
  readonly provides: readonly string[];
  /** The root file system that it is in, when that is not the image's own but one of a container that lies in it. */
  readonly inside?: { readonly root: string; readonly os: OsRelease | undefined };
}

/** What one data base says. */
export interface Found {
  readonly packages: readonly Package[];
  /** Whether a file came with one of the packages. */
  readonly owns?: (path: string) => boolean;
}

/** Reads the data base of one ecosystem. Pure: all it sees is files. */
export interface PackageReader {
  /** The files that it has to see. */
  wants(path: string): boolean;
  read(files: ImageFiles): Checked<Found>;
}
