import { readFileSync, statfsSync, statSync } from 'node:fs';
import { release } from 'node:os';
import type { Tools } from './namespace';
import { trial } from './probe';
import type { SpawnSetup } from './spawn';
import { findProgram } from './tools';

/** What of this machine and this process may change a trial's answer; the id of the boot stands for the running kernel. */
const files: readonly string[] = [
  '/proc/sys/kernel/random/boot_id',
  '/proc/self/uid_map',
  '/proc/self/gid_map',
  '/proc/self/setgroups',
  '/proc/self/attr/current',
  '/proc/sys/kernel/unprivileged_userns_clone',
  '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
  '/proc/sys/kernel/apparmor_restrict_unprivileged_unconfined',
  '/proc/sys/user/max_user_namespaces',
  '/proc/sys/user/max_mnt_namespaces',
  '/proc/sys/user/max_pid_namespaces',
  '/proc/sys/user/max_ipc_namespaces',
  '/proc/sys/user/max_uts_namespaces',
  '/proc/sys/user/max_net_namespaces',
  '/sys/fs/selinux/enforce',
];

/** Rights of this process, as `/proc/self/status` names them. */
const rights = /^(?:Uid|Gid|NoNewPrivs|Seccomp\w*|Cap\w+):.*$/gm;

/**
 * All that the answer of a trial is known to depend on, as text: two trials under equal text have equal answers.
 *
 * @param directory where overlays are tried
 */
export function describeCircumstances({ tools, searchPath, mapping }: SpawnSetup, directory: string): string {
  return JSON.stringify([
    { trial, release: release(), mapping },
    files.map(readText),
    readText('/proc/self/status')?.match(rights),
    ['user', 'mnt', 'pid', 'net'].map((name) => identify(`/proc/self/ns/${name}`)),
    // Another one after chroot, where the kernel refuses more.
    identify('/'),
    [describePlace(directory), describeMounts(readText('/proc/self/mountinfo') ?? '', directory)],
    findPrograms(tools, searchPath).map((program) => [program, identify(program, true)]),
  ]);
}

/**
 * What lies below the directory, and what is mounted over parts of /proc or /sys: containers hide them so, and the kernel
 * then gives no fresh ones. Ids of mounts are left out, since each mount of the same has others.
 */
export function describeMounts(mountinfo: string, directory: string): readonly string[] {
  const matters = (place: string) => /^\/(?:proc|sys)(?:\/|$)/.test(place) || isBelow(directory, place);
  return mountinfo
    .split('\n')
    .map((line) => line.split(' ').slice(2))
    .filter(([, , place]) => place !== undefined && matters(place))
    .map((words) => words.join(' '));
}

function isBelow(path: string, place: string): boolean {
  return place === '/' || path === place || path.startsWith(`${place}/`);
}

function describePlace(directory: string): readonly (number | bigint)[] {
  return [statSync(directory).dev, statfsSync(directory).type];
}

/** What a trial runs. `PATH` itself matters no more than that: it is another one for each way to be started. */
function findPrograms(tools: Tools, searchPath: string): readonly string[] {
  const others = ['mkdir', 'rm'].map((name) => findProgram(name, searchPath));
  return [...Object.values(tools), ...others].filter((path) => path !== undefined);
}

/** Which file it is, and which version of it where that is asked: folders and namespaces have times that say nothing. */
function identify(path: string, withVersion = false): readonly number[] | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { dev, ino, mode, uid, size, mtimeMs, ctimeMs } = found;
  return [dev, ino, mode, uid, ...(withVersion ? [size, mtimeMs, ctimeMs] : [])];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
