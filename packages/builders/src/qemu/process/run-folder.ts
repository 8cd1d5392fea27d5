import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineContext, Resource } from '@strata/sdk';
import { runKind } from '../resources';

/** The folder of one run's sockets. */
export interface RunFolder {
  readonly path: string;
  /** Ends all that runs with it, and removes it. */
  readonly resource: Resource;
}

/** A socket's path has 107 characters at most; the longest name in the folder takes few. */
const LONGEST_PARENT = 70;
const PRIVATE = 0o700;

export async function makeRunFolder({ ports, resources }: MachineContext): Promise<RunFolder> {
  const { TMPDIR: given = '/tmp' } = ports.environment.variables;
  const parent = given.length > LONGEST_PARENT ? '/tmp' : given;
  const path = join(parent, `strata-qemu-${randomBytes(8).toString('hex')}`);
  const resource = await resources.note(runKind, { folder: path });
  await mkdir(path, { mode: PRIVATE });
  return { path, resource };
}
