import { existsSync } from 'node:fs';
import type { NamespaceMode } from '../namespace';

/*
 * How a command gets in, in three stages, each tied to the one before it (see namespace/guard.ts):
 *
 *   nsenter, into the sandbox's namespaces, with the folders of this machine still in view;
 *   unshare, so that the command has a pid namespace of its own: when it ends or is cancelled, all it started ends;
 *   chroot, after the image's root was moved over the root of the mount namespace. That makes it a real root and not
 *   a chroot in the eyes of the kernel, which refuses user namespaces (apt's, bwrap's) inside of a chroot.
 *
 * Descriptors: 3 is a script that sets the environment and holds the command; 4 takes what the stages themselves have
 * to say, `started` when all went well; 5 is the command's standard error while 2 belongs to the stages.
 */

/** What the first stage does before it goes on. */
export const redirection = `
exec 5>&2 2>&4
`;

/** A table for `mount -a` in the root of the image. What a step sets with sysctl must not reach this machine. */
export function getProcTable(mode: NamespaceMode): string {
  const here = '/proc/self/cwd';
  const shut = mode === 'root' ? ['/proc/sys', '/proc/sysrq-trigger'].filter((path) => existsSync(path)) : [];
  return [
    `proc ${here}/proc proc nosuid,nodev,noexec`,
    ...shut.map((path) => `${here}${path} ${here}${path} none bind,ro`),
    '',
  ].join('\n');
}

/**
 * The last stage (`tieScript`): `<root of the image> <table to mount there> <plain|terminal> <sh> <command>…`. It stays as
 * the first process of the pid namespace: signals would not reach a command that is.
 */
export const rootStage = `
set -e
# The caller's habits must not get into an image, nor a program be slowed down by a million possible descriptors.
umask 022
ulimit -S -c 0
ulimit -S -n 1024
cd "$1"
mount -n -a -T "$2"
mount -n --move . /
echo "started $self" >&4
kind=$3 sh=$4
shift 4
exec 4>&-
set +e
exec 2>/dev/null
unset PATH OLDPWD LC_ALL LIBMOUNT_FORCE_MOUNT2
if [ "$kind" = terminal ]; then
  # Shells with job control need a process group that they can see, to give the terminal back to. The one that makes
  # it cannot see its own, which is from outside, and fails when it ends: so the code comes by another way.
  exec 6>&1
  code=$("$sh" -c 'set -m; "$@" >&6 2>&5 5>&- 6>&-; echo $?' sh "$@")
  exit "$code"
fi
# In a shell of its own: this one writes what became of a killed child to its standard error.
(exec "$@" 2>&5 5>&-)
exit $?
`;

/** The first words of the image's own shell. */
export const commandStage = '. /proc/self/fd/3';
