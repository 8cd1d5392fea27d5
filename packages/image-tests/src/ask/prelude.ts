/** Bytes of a file or of output that are looked at. More is no text that lines are looked for in. */
export const MAX_BYTES = 16 * 1024 * 1024;

/**
 * What every question may call, in the shell of the guest (POSIX, busybox included):
 * `has NAME` whether there is such a program; `field NAME` begins a field; `show FILE` prints it, up to the limit;
 * `limit SECONDS COMMAND…` ends a command that takes longer, with 124 where the guest has `timeout`. `$work` is a folder
 * that goes with the script.
 */
export const getPrelude = (mark: string) => `
mark=${mark}
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
has() { command -v "$1" >/dev/null 2>&1; }
field() { printf '\\n%s field %s\\n' "$mark" "$1"; }
question() {
  up=0
  read -r up rest 2>/dev/null </proc/uptime
  printf '\\n%s question %s %s\\n' "$mark" "$1" "$up"
}
show() { head -c ${MAX_BYTES + 1} <"$1"; }
if timeout -k 1 1 true >/dev/null 2>&1; then
  limit() { timeout -k 2 "$@"; }
else
  limit() {
    seconds=$1
    shift
    "$@" &
    job=$!
    (sleep "$seconds"; kill "$job") >/dev/null 2>&1 &
    watch=$!
    wait "$job"
    code=$?
    kill "$watch" 2>/dev/null
    return "$code"
  }
fi
work=
for folder in "\${TMPDIR:-/tmp}" /tmp /run /dev/shm; do
  mkdir -m 700 "$folder/$mark" 2>/dev/null && work=$folder/$mark && break
done
[ -n "$work" ] || { echo 'No folder to write to.' >&2; exit 70; }
trap 'rm -rf "$work"' EXIT
trap 'exit 71' HUP INT TERM
`;
