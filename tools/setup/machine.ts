import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Machine } from './advice';

const isThereAs = (path: string, mode: number) => {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
};

/** Whether a command is on the path (or in the folders of root, which a user's path often lacks), or a file exists. */
export function isThere(provided: string): boolean {
  if (isAbsolute(provided)) return isThereAs(provided, constants.F_OK);
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.some((folder) => isThereAs(join(folder, provided), constants.X_OK));
}

const readIfThere = (path: string) => (isThereAs(path, constants.R_OK) ? readFileSync(path, 'utf8') : '');

export function getMachine(): Machine {
  const { username, uid } = userInfo();
  return {
    node: process.version,
    user: username,
    isRoot: uid === 0,
    canSudo: uid !== 0 && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    hasApt: isThere('apt-get'),
    subuid: readIfThere('/etc/subuid'),
  };
}

/** Runs apt-get with its output on ours; false when it failed. */
export function runApt({ isRoot }: Machine, ...args: readonly string[]): boolean {
  const command = [
    ...(isRoot ? [] : ['sudo', '-n']),
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    ...args,
  ];
  return (
    spawnSync(command[0] as string, command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] }).status ===
    0
  );
}
