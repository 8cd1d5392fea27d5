import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Namespace } from './namespace';

/** Where a trial stopped, and what was said there. */
export interface Refusal {
  /** `start`: no namespace at all. The others are steps of the trial. */
  readonly step: 'start' | 'overlay' | 'whiteout' | 'opaque' | 'proc';
  readonly message: string;
}

/**
 * Does once what every build does: an overlay, a removed file, a replaced folder, a fresh /proc. Each step says its
 * name before it begins.
 */
export const trial = `
set -e
cd "$1"
trap 'cd /; umount -n "$1/merged" "$1/proc" 2>/dev/null || :; rm -rf "$1"' EXIT
echo overlay
mkdir -p below/replaced above work merged proc
: >below/removed; : >below/replaced/old
mount -n -t overlay overlay -o lowerdir=below,upperdir=above,workdir=work,userxattr merged
echo whiteout
rm merged/removed
[ -c above/removed ] || { echo 'a removed file left no whiteout' >&2; exit 1; }
echo opaque
rm -r merged/replaced
mkdir merged/replaced
[ ! -e merged/replaced/old ] || { echo 'a replaced folder shows its old content' >&2; exit 1; }
echo proc
mount -n -t proc proc proc
echo done
`;

/** Tries a namespace out in a folder of its own inside `directory`; undefined when all went well. */
export async function tryNamespace(namespace: Namespace, directory: string): Promise<Refusal | undefined> {
  const folder = await mkdtemp(join(directory, 'probe-'));
  try {
    const { stdout, stderr, exit } = await namespace.run({
      command: namespace.tools.sh,
      args: ['-c', trial, 'trial', folder],
    });
    const last = stdout.toString().trim().split('\n').at(-1) as 'done' | Refusal['step'] | '';
    if (last === 'done') return undefined;
    const message = stderr.toString().trim() || `the trial ended with ${JSON.stringify(exit)}`;
    return { step: last === '' ? 'start' : last, message };
  } finally {
    // Still there when the trial did not even begin.
    await rm(folder, { recursive: true, force: true });
  }
}
