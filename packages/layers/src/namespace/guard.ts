/**
 * How a command is tied to the life of this process.
 *
 * A process asks the kernel to be killed when its parent dies (PR_SET_PDEATHSIG). Asking comes after the fork, so a
 * parent that dies in between would leave an orphan; and the kernel forgets the wish when a process gains
 * capabilities, which happens when an id map takes effect. So every stage asks for itself and then looks whether its
 * parent is still the one it expects: if it is, the kernel will tell; if not, the stage leaves.
 *
 * `/proc` is the one mounted in the driver's pid namespace at all stages, so process ids mean the same everywhere.
 */
const expectParent = `
while read -r key value; do
  case $key in
    Pid:) self=$value ;;
    PPid:) parent=$value ;;
  esac
done </proc/self/status
[ "$parent" = "$0" ] || exit 125
`;

/** `sh -c outerStage <driver's pid> <flags> <unshare> <sh> <mapStage> <setpriv> <sh> <innerStage> command…` */
export const outerStage = `${expectParent}
flags=$1 unshare=$2 sh=$3 script=$4
shift 4
exec "$unshare" $flags -- "$sh" -c "$script" "$self" "$@" 3<&3
`;

/**
 * Tells the driver over descriptor 3 that the namespaces exist and waits until it has written the id maps. The end of
 * file instead of an answer means that the driver is gone.
 */
export const mapStage = `
printf '\\n' >&3
read -r answer <&3 || exit 125
exec 3<&-
setpriv=$1 sh=$2 script=$3
shift 3
exec "$setpriv" --pdeathsig KILL "$sh" -c "$script" "$0" "$@"
`;

/** Root by now: last look at the parent, then the command itself. */
export const innerStage = `${expectParent}
exec "$@"
`;
