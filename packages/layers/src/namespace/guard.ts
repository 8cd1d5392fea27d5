import type { Tools } from './namespace';

/*
 * How a command is tied to the life of this process.
 *
 * A process asks the kernel to be killed when its parent dies (PR_SET_PDEATHSIG). Asking comes after the fork, so a
 * parent that dies in between would leave an orphan; and the kernel forgets the wish when a process gains
 * capabilities, which happens when an id map takes effect. So every stage asks for itself and then looks whether its
 * parent is still the one it expects: if it is, the kernel will tell; if not, the stage leaves.
 *
 * `/proc` is the one of the driver's pid namespace at all stages, so process ids mean the same everywhere.
 */
const expectParent = `
while read -r key value; do
  case $key in
    Pid:) self=$value ;;
    PPid:)
      parent=$value
      # The shell reads byte by byte, and the rest is longer.
      break
      ;;
  esac
done </proc/self/status
[ "$parent" = "$0" ] || exit 125
`;

/** Stands, in what a stage starts, for the process id of that stage. */
export const ownPid = '@self';

const lastStage = `${expectParent}
exec "$@"
`;

/** Puts the process id in place of the first `@self`; later ones are for later stages. */
const innerStage = `
for word; do
  shift
  if [ "$word" = ${ownPid} ]; then
    word=$self self=${ownPid}
  fi
  set -- "$@" "$word"
done
exec "$@"
`;

type Shell = Pick<Tools, 'setpriv' | 'sh'>;

/**
 * A command, as arguments, that lives no longer than its parent, which is the process `parent`.
 *
 * @param before shell lines to run once that is certain, by the shell that is there anyway
 */
export function tie(
  tools: Shell,
  parent: number,
  command: readonly string[],
  before = '',
): readonly string[] {
  return start(tools, `${expectParent}${before}${innerStage}`, [String(parent), ...command]);
}

/** As `tie`, below a stage that was tied itself. */
export function tieBelow(tools: Shell, command: readonly string[]): readonly string[] {
  return start(tools, `${expectParent}${innerStage}`, [ownPid, ...command]);
}

/** As `tieBelow`, for a shell script of ours and its arguments; `$self` is its process id. */
export function tieScript(tools: Shell, script: string, args: readonly string[]): readonly string[] {
  return start(tools, `${expectParent}${script}`, [ownPid, ...args]);
}

/** As `tieBelow`, for a command whose arguments are not ours and must stay as they are. */
export function tieLast(tools: Shell, command: readonly string[]): readonly string[] {
  return start(tools, lastStage, [ownPid, ...command]);
}

/** As `tieLast`, where the stage above has asked the kernel for it (`unshare --kill-child`) and no id map takes it back. */
export function lookForParent({ sh }: Pick<Tools, 'sh'>, command: readonly string[]): readonly string[] {
  return [sh, '-c', lastStage, ownPid, ...command];
}

function start(tools: Shell, script: string, args: readonly string[]): readonly string[] {
  return [tools.setpriv, '--pdeathsig', 'KILL', tools.sh, '-c', script, ...args];
}
