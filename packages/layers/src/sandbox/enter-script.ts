/**
 * Runs as root of the sandbox's namespaces with the layer store as working folder, mounts everything, says `ready`
 * and then holds the namespaces open until its standard input ends: when the build closes it, or is no more.
 *
 * Environment: mode, options (of the overlay, `@` standing for the lower folders of our own), work and shared (relative
 * to the store), network, hostname tools' PATH. Arguments: source, target and access of each bind, three by three.
 *
 * The image's own links must not lead out of it, so every mount point is resolved by hand, as chroot would see it.
 * Mount points that the image lacks are made in the scaffold, the lowest layer, so that they never land in the upper
 * folder. What the scaffold has from the start (see `prepareWork`) is enough for most images; for the others a first
 * look tells, and the root is mounted a second time.
 */
export const enterScript = `
set -eu
umask 022
root=$work/merged scaffold=$work/scaffold

fail() {
  printf '%s\\n' "$*" >&2
  exit 1
}

# resolve PATH: sets $resolved, the path inside the image after following its links
resolve() {
  pending=$1 resolved= hops=0
  while [ -n "$pending" ]; do
    part=\${pending%%/*}
    case $pending in
      */*) pending=\${pending#*/} ;;
      *) pending= ;;
    esac
    case $part in
      '' | .) ;;
      ..) resolved=\${resolved%/*} ;;
      *)
        if [ -L "$root$resolved/$part" ]; then
          hops=$((hops + 1))
          [ "$hops" -le 40 ] || fail "$1: too many links in the image"
          link=$(readlink "$root$resolved/$part")
          case $link in /*) resolved= ;; esac
          pending=$link/$pending
        else
          resolved=$resolved/$part
        fi
        ;;
    esac
  done
}

mount_root() {
  # nodev: devices in an image are for the machine that it becomes; user namespaces imply it.
  # volatile: nothing waits for the disk; a layer that a power cut interrupts is made again anyway.
  mount -n -t overlay overlay -o "nodev,$options,volatile" "$root" 2>/dev/null ||
    mount -n -t overlay overlay -o "nodev,$options" "$root"
}

# need folder|file PATH: the mount point exists, or will after a new mount of the root
need() {
  resolve "$2"
  case $resolved in "$run"/* | "$tmp"/* | "$dev"/*) return ;; esac
  if [ "$1" = folder ]; then
    [ ! -d "$root$resolved" ] || return 0
    mkdir -p "$scaffold$resolved"
  else
    [ ! -e "$root$resolved" ] || return 0
    mkdir -p "$scaffold\${resolved%/*}"
    : >"$scaffold$resolved"
  fi
  again=yes
}

again=no run=/run tmp=/tmp dev=/dev
mount_root
for name in run tmp dev; do
  resolve "/$name"
  eval "$name=\\$resolved"
done
for name in proc sys dev run tmp; do
  if [ ! -d "$root/$name" ]; then
    mkdir -p "$scaffold/$name"
    again=yes
  fi
done
need file /etc/resolv.conf
policy=
if [ -d "$root/var/lib/dpkg" ]; then
  policy=/usr/sbin/policy-rc.d
  need file "$policy"
fi
count=0
for word; do
  count=$((count + 1))
  [ $((count % 3)) -ne 2 ] || need folder "$word"
done
if [ "$again" = yes ]; then
  umount -n "$root"
  # What a volatile mount leaves keeps the next one from using the folder.
  rm -rf "$work/overlay/work"
  mount_root
fi

# What is mounted below the root goes into a table that one process mounts: one each would take most of the time.
table=
# plan SOURCE TARGET KIND OPTIONS: sources of ours are relative to the store, targets are paths inside the image. A table
# has no good way to say odd names, so the store's own is left out, and an image that has one in its way gets a process.
here=/proc/self/cwd
plan() {
  case $1$2 in
    *[!A-Za-z0-9/._-]*)
      mount_table
      mount -n -t "$3" -o "$4" "$1" "$here/$root$2"
      ;;
    *)
      table="$table$1 $here/$root$2 $3 $4
"
      ;;
  esac
}
mount_table() {
  [ -n "$table" ] || return 0
  printf '%s' "$table" >"$work/mounts"
  mount -n -a -T "$work/mounts"
  table=
}

# need_mounted PATH: sets $resolved as it will be when what the table has above it is mounted
covered=
need_mounted() {
  resolve "$1"
  for place in "$run" "$tmp" "$dev" $covered; do
    case $resolved in
      "$place"/*)
        mount_table
        resolve "$1"
        return
        ;;
    esac
  done
}

resolve /sys
if [ "$mode" = root ]; then
  plan sysfs "$resolved" sysfs ro,nosuid,nodev,noexec
else
  # Only the owner of a network namespace may mount a fresh one; here everything dangerous is refused anyway.
  plan /sys "$resolved" none rbind,rslave
fi

plan "$here/$work/dev" "$dev" none bind
for node in null zero full random urandom tty; do
  plan "/dev/$node" "$dev/$node" none bind
done
plan devpts "$dev/pts" devpts newinstance,ptmxmode=0666,mode=620,gid=5
plan tmpfs "$dev/shm" tmpfs mode=1777,nosuid,nodev
plan tmpfs "$run" tmpfs mode=755,nosuid,nodev
plan tmpfs "$tmp" tmpfs mode=1777,nosuid,nodev
plan tmpfs "$run/lock" tmpfs mode=1777,nosuid,nodev,X-mount.mkdir
plan "$here/$shared" "$run/strata" none bind,X-mount.mkdir

# A link into /run (systemd-resolved, resolvconf) stays a link; its target appears.
need_mounted /etc/resolv.conf
if [ ! -e "$root$resolved" ]; then
  mkdir -p "$root\${resolved%/*}"
  : >"$root$resolved"
fi
plan "$here/$work/resolv.conf" "$resolved" none bind
if [ -n "$policy" ]; then
  resolve "$policy"
  plan "$here/$work/policy-rc.d" "$resolved" none bind
fi

count=0
while [ $# -gt 0 ]; do
  source=$1 access=$3
  need_mounted "$2"
  shift 3
  [ -d "$root$resolved" ] || mkdir -p "$root$resolved"
  case $access in
    scratch)
      count=$((count + 1))
      scratch=$work/scratch-$count lower=$source
      case $source in
        *[!A-Za-z0-9/._-]*)
          lower=$scratch/below
          mount -n --bind "$source" "$lower"
          ;;
      esac
      plan overlay "$resolved" overlay "lowerdir=$lower,upperdir=$scratch/above,workdir=$scratch/work,userxattr"
      ;;
    writable) plan "$source" "$resolved" none bind ;;
    *) plan "$source" "$resolved" none bind,ro ;;
  esac
  covered="$covered $resolved"
done
mount_table

# Names of this machine must not get into an image.
{ echo localhost >/proc/sys/kernel/hostname; } 2>/dev/null || hostname localhost 2>/dev/null || :
if [ "$network" = no ]; then
  ip link set lo up 2>/dev/null ||
    perl -e 'socket(S, 2, 2, 0); ioctl(S, 0x8914, pack("a16 s x22", "lo", 0x41))' 2>/dev/null || :
fi

echo ready
while read -r line; do :; done
`;
