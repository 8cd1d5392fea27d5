import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { isCommandThere } from '@strata/nx';
import type { Machine } from './advice';

const isReadable = (path: string) => {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};

/** Whether a command is there to be run, or a file to be read. */
export function isThere(provided: string): boolean {
  if (isAbsolute(provided)) return isReadable(provided);
  return isCommandThere(provided, process.env.PATH ?? '');
}

const readIfThere = (path: string) => (isReadable(path) ? readFileSync(path, 'utf8') : '');

export function getMachine(): Machine {
  const { username, uid } = userInfo();
  return {
    node: process.version,
    user: username,
    isRoot: uid === 0,
    canSudo: uid !== 0 && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    hasApt: isThere('apt-get'),
    // Source: sd_booted(3).
    hasSystemd: isThere('/run/systemd/system'),
    subuid: readIfThere('/etc/subuid'),
  };
}

/** Runs apt-get with its output on ours; false when it failed. */
export function runApt(machine: Machine, ...args: readonly string[]): boolean {
  return runAsRoot(machine, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args);
}

/** Runs a program with its output on ours; false when it failed. */
export function runAsRoot({ isRoot }: Machine, ...words: readonly string[]): boolean {
  const [program = '', ...args] = [...(isRoot ? [] : ['sudo', '-n']), ...words];
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
