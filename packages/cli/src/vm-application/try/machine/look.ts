import { listSockets } from '@strata/image-tests';
import { ask } from './ask';
import type { Shell } from './root-shell';

/** A file, folder or link of a machine. */
export interface FoundFile {
  /** As `find` says it: `f`, `d`, `l`. */
  readonly type: string;
  readonly mode: string;
  /** User and group, by number. */
  readonly owner: string;
  /** A digest, or what stands for it; empty for folders. */
  readonly content: string;
}

/** A process: what it was called with, and what systemd knows it as. */
export interface FoundProcess {
  readonly words: string;
  /** Undefined where it belongs to a login or to nobody. */
  readonly unit: string | undefined;
}

/** What a running machine is like. */
export interface MachineLook {
  /** Of the file system that the machine has started from, by absolute path. */
  readonly files: ReadonlyMap<string, FoundFile>;
  /** Units that systemd has in mind, by name, and how each is. Empty where there is no systemd. */
  readonly units: ReadonlyMap<string, string>;
  readonly processes: readonly FoundProcess[];
  /** `tcp 0.0.0.0:22`. */
  readonly sockets: readonly string[];
  /** Where file systems are mounted. */
  readonly mounts: readonly string[];
}

/** Folders that hold no files of the machine, or whose files nobody compares. */
const UNSEEN = ['/proc', '/sys', '/dev', '/run', '/tmp', '/var/tmp', '/var/cache', '/var/log'];

/**
 * Folders that packages alone write to. A file there is told by its size and time, which every package brings along:
 * reading half a gigabyte in a machine without acceleration takes longer than all the rest.
 */
const PACKAGED = ['/usr', '/boot'];

/** NUL ends every word: names of files may hold anything else. */
const FIELDS = ['%p', '%y', '%m', '%U:%G', '%s', '%T@', '%l'].map((field) => `${field}\\0`).join('');
const paths = (folders: readonly string[]) => folders.map((folder) => `-path ${folder}`).join(' -o ');

const LIST_FILES = `find / -xdev \\( ${paths(UNSEEN)} \\) -prune -o -printf '${FIELDS}'`;
const LIST_DIGESTS = `find / -xdev \\( ${paths([...UNSEEN, ...PACKAGED])} \\) -prune -o -type f -print0 | xargs -0 -r sha256sum -z`;
const LIST_UNITS = `[ ! -d /run/systemd/system ] || systemctl list-units --all --plain --no-legend --no-pager --full`;
const LIST_MOUNTS = "sed 's/^[^ ]* \\([^ ]*\\) .*/\\1/' /proc/mounts";

/** Programs of the shell itself alone: each process that is started here would be one of the answer. */
const LIST_PROCESSES = `exec /bin/bash -c '
for folder in /proc/[0-9]*; do
  words=
  while IFS= read -r -d "" word; do words="$words $word"; done 2> /dev/null < $folder/cmdline
  [ -n "$words" ] || continue
  unit=
  while IFS= read -r line; do unit=\${line##*/}; done 2> /dev/null < $folder/cgroup
  printf "%s\\0%s\\0" "$unit" "\${words# }"
done'`;

/** Looks at a running machine, as root. */
export async function lookAtMachine(shell: Pick<Shell, 'exec'>, signal: AbortSignal): Promise<MachineLook> {
  const say = async (command: string) => (await ask(shell, command, signal)).text;
  return {
    files: parseFiles(await say(LIST_FILES), await say(LIST_DIGESTS)),
    units: parseUnits(await say(LIST_UNITS)),
    processes: parseProcesses(await say(LIST_PROCESSES)),
    sockets: (await listSockets(shell, signal)) ?? [],
    mounts: toLines(await say(LIST_MOUNTS)),
  };
}

const FIELD_COUNT = 7;

/** @param digests lines of sha256sum, which end with NUL */
export function parseFiles(listing: string, digests: string): ReadonlyMap<string, FoundFile> {
  const known = new Map(
    digests
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(DIGEST + 2), line.slice(0, DIGEST)] as const),
  );
  const words = listing.split('\0');
  const found = new Map<string, FoundFile>();
  for (let at = 0; at + FIELD_COUNT <= words.length; at += FIELD_COUNT) {
    const [path = '', type = '', mode = '', owner = '', size = '', time = '', target = ''] = words.slice(at);
    const content = type === 'f' ? (known.get(path) ?? `${size} ${time}`) : target;
    found.set(path, { type, mode, owner, content });
  }
  return found;
}

/** Letters of a digest in hex. */
const DIGEST = 64;

/** Lines of `systemctl list-units`: name, loaded, active, state, and a description. */
function parseUnits(text: string): ReadonlyMap<string, string> {
  return new Map(
    toLines(text).map((line) => {
      const [name = '', ...state] = line.trim().split(/\s+/).slice(0, 4);
      return [name, state.join(' ')] as const;
    }),
  );
}

function parseProcesses(text: string): readonly FoundProcess[] {
  const words = text.split('\0');
  return Array.from({ length: Math.floor(words.length / 2) }, (_, index) => ({
    words: words[index * 2 + 1] ?? '',
    unit: toUnit(words[index * 2] ?? ''),
  }));
}

/** Logins have units that are called by a number, and are no more than the way in which we came. */
function toUnit(name: string): string | undefined {
  return /\.service$|\.socket$/.test(name) ? name : undefined;
}

function toLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
