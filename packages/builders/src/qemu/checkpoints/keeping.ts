import { join } from 'node:path';
import { getLastingCommandLine } from '../command/command-line';
import type { Efi } from '../command/machine';
import type { Firmware } from '../firmware';
import { getHostAddress } from '../network/host-address';
import type { Media } from '../surrounding-steps';
import { createBlueprint, findAccelerator, recallAccelerator } from '../surroundings';
import type { Work } from '../work';
import {
  findLongest,
  getKeptPaths,
  getStateNames,
  type KeptDisk,
  markClosed,
  markInUse,
  openKeptDisks,
  removeDisks,
} from './kept-disk';

/** The states of one machine, while a build has them. */
export interface Keeping extends KeptDisk {
  /** Disks that hold them. */
  readonly paths: readonly string[];
  /** The disk of UEFI's variables, which holds them too; undefined for a machine without UEFI. */
  readonly variables: string | undefined;
  /** Whether there is one to go on with. */
  readonly hasState: boolean;
  /** What the machine runs on. */
  readonly accelerator: string;
  /** A machine is about to write to the disks. */
  begin(): Promise<void>;
  /** It has ended as it should. */
  close(): Promise<void>;
  /** Throws all away. */
  forget(): Promise<void>;
}

/** What decides whether a machine can go on, beside its keys. */
export interface Surroundings {
  readonly version: string;
  readonly start: string;
  readonly media: Media;
  readonly firmware: Firmware | undefined;
}

/** Looks for states of this machine; undefined when nobody wants any. With `-force` there are none yet. */
export async function openKeeping(work: Work, about: Surroundings): Promise<Keeping | undefined> {
  const { context, options } = work;
  const { checkpoints } = context;
  if (!checkpoints) return undefined;
  const paths = getKeptPaths(checkpoints, 1 + (options.disk_additional_size?.length ?? 0));
  const variables = about.firmware && join(checkpoints.folder, 'efivars.qcow2');
  const all = [...paths, ...(variables === undefined ? [] : [variables])];
  const present = context.force ? [] : await openKeptDisks(context, checkpoints, all);
  const beginning = await markBeginning(work, about.start);
  const look = (accelerator: string) => {
    const described = describe(work, { ...about, accelerator, disks: paths });
    const names = getStateNames(checkpoints.keys, [beginning, ...described]);
    return { accelerator, names, hasState: findLongest({ names, present }) !== undefined };
  };
  const recalled = context.force ? undefined : await recallAccelerator(work, checkpoints);
  const known = recalled === undefined ? undefined : look(recalled);
  const found = known?.hasState ? known : look(await findAccelerator(work));
  if (!found.hasState) await removeDisks(all);
  return {
    ...found,
    paths,
    variables,
    present: found.hasState ? present : [],
    begin: () => markInUse(context, checkpoints),
    close: () => markClosed(context, checkpoints),
    forget: () => removeDisks(all),
  };
}

/** Tells one disk or CD to start from from another in its place: with `iso_checksum = "none"` no key knows what is in it. */
async function markBeginning({ context }: Work, start: string): Promise<string> {
  const found = await context.ports.files.stat(start);
  return found ? `${found.size} ${found.modified}` : '';
}

function describe(
  work: Work,
  {
    version,
    firmware,
    ...about
  }: Surroundings & { readonly accelerator: string; readonly disks: readonly string[] },
): readonly string[] {
  const ip = getHostAddress(work.options);
  const efi: Efi | undefined = firmware && { code: firmware.code, variables: '', format: 'qcow2' };
  const blueprint = createBlueprint(work, { ...about, http: { ip, port: 1 }, efi });
  return [version, firmware?.mark ?? '', ...getLastingCommandLine(blueprint, ip)];
}
