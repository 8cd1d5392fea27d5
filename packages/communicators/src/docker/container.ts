import type { ContainerEngine } from '@strata/sdk';

/** A running container that has a shell. */
export interface Container {
  readonly engine: ContainerEngine;
  /** Id or name. */
  readonly id: string;
  /** Who runs commands (`-u`); by default the image's own user. */
  readonly user?: string;
  /** `uid:gid` that uploaded files are given; absent leaves them root's. */
  readonly owner?: string;
}

/** Arguments of the engine that run a shell's text inside, as somebody. */
export function getExecArguments(
  { id }: Container,
  {
    user,
    env = [],
    text,
    args = [],
  }: {
    readonly user?: string | undefined;
    /** Names; the engine takes the values out of its own environment. */
    readonly env?: readonly string[];
    readonly text: string;
    readonly args?: readonly string[];
  },
): readonly string[] {
  const as = user === undefined ? [] : ['-u', user];
  return [
    'exec',
    '-i',
    ...as,
    ...env.flatMap((name) => ['-e', name]),
    id,
    '/bin/sh',
    '-c',
    text,
    'sh',
    ...args,
  ];
}

/** Files are put and fetched whoever the image's user is. */
export const ROOT = '0';
