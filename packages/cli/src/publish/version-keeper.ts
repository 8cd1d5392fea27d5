import type { Published } from '@strata/engine';
import type { KeepContext } from './keeper';

/** What is to become of one published version of an image, wherever its destination has it. */
export type VersionWish =
  /** A channel is to hold it: its name, or the last part of that. */
  | { readonly kind: 'promote'; readonly channel: string }
  /** Others are not to see it any more, from a time on in milliseconds since the epoch; undefined takes that back. */
  | { readonly kind: 'deprecate'; readonly at: number | undefined };

export interface VersionSubject {
  /** Under which the image is published. */
  readonly image: string;
  /** As its destination names versions. @default what the workspace published last */
  readonly version: string | undefined;
  /** What the workspace's images were published as last. */
  readonly published: readonly Published[];
}

/** Who changes versions at one destination: a file beside that kind's destinations. */
export interface VersionKeeper {
  /** Of the destination. */
  readonly name: string;
  /**
   * Looks whether the version is everywhere and what would have to change. Changes nothing.
   *
   * @throws Failure when it is not, or the place cannot be asked
   */
  prepare(context: KeepContext, subject: VersionSubject, wish: VersionWish): Promise<PreparedChange>;
  /** Lets go of connections. */
  close(): void;
}

export interface PreparedChange {
  /** What will be done, a line each, for people. Empty when there is nothing to do. */
  readonly changes: readonly string[];
  /** Does it. Done twice, it does nothing the second time. */
  apply(): Promise<void>;
}
