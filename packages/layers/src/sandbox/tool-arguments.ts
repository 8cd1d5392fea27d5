import type { Namespace } from '../namespace';
import type { Holder } from './holder';

/** What a command needs to know to get into a sandbox. */
export interface Entrance {
  readonly namespace: Namespace;
  readonly holder: Holder;
  readonly network: boolean;
}

/**
 * `nsenter` into a sandbox, as arguments; the command follows. The process that holds the namespaces is outside of
 * its own pid namespace, so that one is named apart.
 */
export function getNsenterArguments({ namespace, holder, network }: Entrance): readonly string[] {
  return [
    namespace.tools.nsenter,
    ...['--target', String(holder.pid), '--mount', '--ipc', '--uts'],
    `--pid=/proc/${holder.pid}/ns/pid_for_children`,
    // A network namespace that is not the sandbox's own may not be entered by its root, and need not.
    ...(network ? [] : ['--net']),
    ...(namespace.mode === 'user' ? ['--user'] : []),
    '--',
  ];
}

/** Environment of the tools of this machine. */
export function getToolEnvironment({ searchPath }: Namespace): Readonly<Record<string, string>> {
  return {
    PATH: searchPath,
    LC_ALL: 'C',
    // The newer interface, which util-linux 2.39 prefers, takes 255 bytes of layer names only.
    LIBMOUNT_FORCE_MOUNT2: 'always',
  };
}
