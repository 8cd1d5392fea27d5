import type { Cloud } from '@strata/sdk';

/** What the graph has to know of a template. JSON, for it is kept between runs. */
export interface Outline {
  /** One for each source that a build uses, in byte order of their names. */
  readonly sources: readonly SourceOutline[];
  /** Environment variables that decide what the template says, in byte order. */
  readonly environment: readonly string[];
  /** What the template's functions looked at: the outline holds as long as they would see the same. */
  readonly reads: readonly Look[];
}

export interface SourceOutline {
  /** `type.name`: names the target and the receipt. */
  readonly source: string;
  /** What `only` matches: `[build.]type.name`, one for each build block that uses the source. */
  readonly builds: readonly string[];
  readonly images: readonly ImageEdge[];
  readonly outputs: readonly OutputEdge[];
  /** Every file and folder that the steps refer to, from the workspace's root with forward slashes, in byte order. */
  readonly files: readonly string[];
  /** Some of them lie outside the workspace, where Nx sees nothing. */
  readonly reachesOut: boolean;
  /** Stands on a base of its own, whose facts are in the lock file. */
  readonly isLocked: boolean;
  /** Built on a live machine, from beginning to end each time, without a receipt. */
  readonly isLive: boolean;
  /** The cloud that it is built in. @default on this machine */
  readonly cloud?: Cloud;
  /** A data source that it needs asks another machine each time: what Nx sees does not decide the result. */
  readonly asksWorld: boolean;
  /** A post-processor writes disks or other large files of it, which are no part of the receipt. */
  readonly isExported: boolean;
}

export interface ImageEdge {
  readonly project: string;
  readonly source?: string;
  /** Clouds for which it is read where it was published, so that it has to be published before. @default none */
  readonly publishedTo?: readonly Cloud[];
  /** The template file that says so, as ranges name it. */
  readonly file: string;
}

export interface OutputEdge {
  readonly project: string;
  readonly target: string;
  readonly path: string;
  readonly file: string;
}

/** A file or folder that was read, and the SHA-256 of what was seen; none when nothing was there. */
export interface Look {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly digest?: string;
}

/** The outline of a template that cannot be read: its targets will say why. */
export const emptyOutline: Outline = { sources: [], environment: [], reads: [] };
