import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Checkpoints, MachineContext } from '@strata/sdk';
import { tryQemuImg } from '../disks/qemu-img';
import { getEnvironment } from '../process/environment';

/** The states that a build looks for in its folder, and those that are there. */
export interface KeptDisk {
  /** Names that states would have: the first of the machine that just answered. */
  readonly names: readonly string[];
  /** Names of the states that it has. */
  readonly present: readonly string[];
}

const NAME_LENGTH = 32;
/** Beside the disk while a machine writes to it. */
const IN_USE = 'in-use';

/** The disks of a machine whose states are kept: the first also holds its memory. */
export function getKeptPaths({ folder }: Checkpoints, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => join(folder, `disk${index}.qcow2`));
}

/**
 * A state is the machine's memory as one QEMU wrote it: another version, another command line or another processor cannot
 * go on with it.
 */
export function getStateNames(keys: readonly string[], surroundings: readonly string[]): readonly string[] {
  return keys.map((key) =>
    createHash('sha256')
      .update(JSON.stringify([key, surroundings, cpus()[0]?.model ?? '']))
      .digest('hex')
      .slice(0, NAME_LENGTH),
  );
}

/** Looks what an earlier build left. A disk that it did not close properly is repaired. */
export async function openKeptDisks(
  context: MachineContext,
  checkpoints: Checkpoints,
  paths: readonly string[],
): Promise<readonly string[]> {
  const lists: (readonly string[])[] = [];
  const isDirty = await isMarked(context, checkpoints);
  for (const path of paths) {
    if (!(await context.ports.files.stat(path))) return [];
    if (isDirty && !(await isRepaired(context, path))) return [];
    lists.push(await listStates(context, path));
  }
  const [first = [], ...more] = lists;
  return first.filter((name) => more.every((list) => list.includes(name)));
}

async function isRepaired(context: MachineContext, path: string): Promise<boolean> {
  const { code } = await tryQemuImg(context, ['check', '-q', '-r', 'leaks', path]);
  return code === 0;
}

async function isMarked({ ports }: MachineContext, { folder }: Checkpoints): Promise<boolean> {
  return (await ports.files.stat(join(folder, IN_USE))) !== undefined;
}

export async function markInUse({ ports }: MachineContext, { folder }: Checkpoints): Promise<void> {
  await ports.files.write(join(folder, IN_USE), '');
}

export async function markClosed({ ports }: MachineContext, { folder }: Checkpoints): Promise<void> {
  await ports.files.remove(join(folder, IN_USE));
}

export async function removeDisks(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

interface DiskInfo {
  readonly snapshots?: readonly { readonly name: string; readonly 'vm-state-size': number }[];
}

async function listStates({ ports, signal }: MachineContext, path: string): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  const { code } = await ports.processes.run({
    command: 'qemu-img',
    args: ['info', '--output=json', path],
    env: getEnvironment(ports),
    signal,
    onOutput: (stream, data) => void (stream === 'stdout' && chunks.push(data)),
  });
  if (code !== 0) return [];
  const { snapshots = [] } = JSON.parse(Buffer.concat(chunks).toString()) as DiskInfo;
  return snapshots.map(({ name }) => name);
}

/** How many provisioners are behind the longest state that is there; undefined when none is. */
export function findLongest({ names, present }: KeptDisk): number | undefined {
  const found = names.findLastIndex((name) => present.includes(name));
  return found === -1 ? undefined : found;
}
