import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that a build runs. */
export interface BuildTool {
  readonly command: string;
  /** The Debian package that has it. */
  readonly package: string;
  readonly why: string;
  /** Only builds without root need it. */
  readonly isForUsers?: boolean;
}

/** Everything that a build of layers runs on this machine. */
export const buildTools: readonly BuildTool[] = [
  { command: 'mmdebstrap', package: 'mmdebstrap', why: 'makes the base system' },
  { command: 'unshare', package: 'util-linux', why: 'runs steps in namespaces' },
  { command: 'mount', package: 'mount', why: 'puts layers on top of each other' },
  { command: 'tar', package: 'tar', why: 'writes layers' },
  { command: 'zstd', package: 'zstd', why: 'compresses layers' },
  {
    command: 'newuidmap',
    package: 'uidmap',
    why: 'gives a build without root its range of user ids',
    isForUsers: true,
  },
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a command is in one of the folders, or in those of root, which a user's path often lacks. */
export function isCommandThere(command: string, searchPath: string): boolean {
  const folders = [...searchPath.split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => isExecutable(join(folder, command)));
}

/** The tools that a build by this user would miss. */
export function findMissingTools(searchPath: string, isRoot: boolean): readonly BuildTool[] {
  const needed = buildTools.filter(({ isForUsers }) => !(isForUsers && isRoot));
  return needed.filter(({ command }) => !isCommandThere(command, searchPath));
}
