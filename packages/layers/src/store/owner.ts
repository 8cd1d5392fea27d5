import { readFileSync, readlinkSync } from 'node:fs';

/**
 * A process, told apart from later ones with the same number: `<pid>.<start>.<pid namespace>.<boot>`. It is part of
 * the *names* of what the process makes, so that nothing is ever there without saying whose it is.
 */
export type Owner = string;

/** `alive` also when it cannot be known: a process of another container cannot be looked up from here. */
export type OwnerState = 'alive' | 'dead';

interface Identity {
  readonly pid: number;
  readonly start: string;
  readonly namespace: string;
  readonly boot: string;
}

const pattern = /(\d+)\.(\d+)\.(\d+)\.([0-9a-f]{8})/;

/** This process, under the number that /proc knows it by: /proc may be that of an outer pid namespace. */
export function getOwner(): Owner {
  const pid = Number(readlinkSync('/proc/self'));
  return [pid, getStart(pid), getPidNamespace(), getBoot()].join('.');
}

/** The owner in a name; undefined when there is none. */
export function findOwner(name: string): Owner | undefined {
  return pattern.exec(name)?.[0];
}

export function getOwnerPid(owner: Owner): number {
  return parse(owner).pid;
}

export function getOwnerState(owner: Owner): OwnerState {
  const { pid, start, namespace, boot } = parse(owner);
  if (boot !== getBoot()) return 'dead';
  if (namespace !== getPidNamespace()) return 'alive';
  return getStart(pid) === start ? 'alive' : 'dead';
}

function parse(owner: Owner): Identity {
  const [, pid, start, namespace, boot] = pattern.exec(owner) ?? [];
  return {
    pid: Number(pid),
    start: String(start),
    namespace: String(namespace),
    boot: String(boot),
  };
}

/** Clock ticks from boot to the start of a process; undefined when it is gone or only waits to be buried. */
function getStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in parentheses and may hold anything.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

function getPidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}

/** This start of the machine: the first digits of its id. */
export function getBoot(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(0, 8);
}
