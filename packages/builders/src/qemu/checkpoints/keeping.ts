import { getLastingCommandLine } from '../command/command-line';
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
}

/** Looks for states of this machine; undefined when nobody wants any. With `-force` there are none yet. */
export async function openKeeping(work: Work, about: Surroundings): Promise<Keeping | undefined> {
  const { context, options } = work;
  const { checkpoints } = context;
  if (!checkpoints) return undefined;
  const paths = getKeptPaths(checkpoints, 1 + (options.disk_additional_size?.length ?? 0));
  const present = context.force ? [] : await openKeptDisks(context, checkpoints, paths);
  const look = (accelerator: string) => {
    const names = getStateNames(checkpoints.keys, describe(work, { ...about, accelerator, disks: paths }));
    return { accelerator, names, hasState: findLongest({ names, present }) !== undefined };
  };
  const recalled = context.force ? undefined : await recallAccelerator(work, checkpoints);
  const known = recalled === undefined ? undefined : look(recalled);
  const found = known?.hasState ? known : look(await findAccelerator(work));
  if (!found.hasState) await removeDisks(paths);
  return {
    ...found,
    paths,
    present: found.hasState ? present : [],
    begin: () => markInUse(context, checkpoints),
    close: () => markClosed(context, checkpoints),
    forget: () => removeDisks(paths),
  };
}

function describe(
  work: Work,
  { version, ...about }: Surroundings & { readonly accelerator: string; readonly disks: readonly string[] },
): readonly string[] {
  const ip = getHostAddress(work.options);
  const blueprint = createBlueprint(work, { ...about, http: { ip, port: 1 }, efi: undefined });
  return [version, ...getLastingCommandLine(blueprint, ip)];
}
