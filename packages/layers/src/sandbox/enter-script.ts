/**
 * Runs as root of the sandbox's namespaces with the layer store as working folder, mounts everything, says `ready`
 * and then holds the namespaces open until its standard input ends: when the build closes it, or is no more.
 *
 * Environment: mode, options (of the overlay, `@` standing for the lower folders of our own), work (relative to the
 * store), shared, network, hostname tools' PATH. Arguments: source, target and access of each bind, three by three.
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

resolve /sys
if [ "$mode" = root ]; then
  mount -n -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root$resolved"
else
  # Only the owner of a network namespace may mount a fresh one; here everything dangerous is refused anyway.
  mount -n --rbind /sys "$root$resolved"
  mount -n --make-rslave "$root$resolved"
fi

mount -n --bind "$work/dev" "$root$dev"
for node in null zero full random urandom tty; do
  mount -n --bind "/dev/$node" "$root$dev/$node"
done
mount -n -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root$dev/pts"
mount -n -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root$dev/shm"

mount -n -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root$run"
mount -n -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root$tmp"
mkdir -m 1777 "$root$run/lock"
mkdir "$root$run/strata" "$root$run/strata-mounts"
mount -n --bind "$shared" "$root$run/strata"

# A link into /run (systemd-resolved, resolvconf) stays a link; its target appears.
resolve /etc/resolv.conf
if [ ! -e "$root$resolved" ]; then
  mkdir -p "$root\${resolved%/*}"
  : >"$root$resolved"
fi
mount -n --bind "$work/resolv.conf" "$root$resolved"
if [ -n "$policy" ]; then
  resolve "$policy"
  mount -n --bind "$work/policy-rc.d" "$root$resolved"
fi

count=0
while [ $# -gt 0 ]; do
  source=$1 access=$3
  resolve "$2"
  shift 3
  [ -d "$root$resolved" ] || mkdir -p "$root$resolved"
  if [ "$access" = scratch ]; then
    count=$((count + 1))
    scratch=$work/scratch-$count
    mkdir "$scratch" "$scratch/below" "$scratch/above" "$scratch/work"
    mount -n --bind "$source" "$scratch/below"
    (
      cd "$scratch"
      mount -n -t overlay overlay -o lowerdir=below,upperdir=above,workdir=work,userxattr "$OLDPWD/$root$resolved"
    )
  else
    mount -n --bind "$source" "$root$resolved"
    [ "$access" = writable ] || mount -n -o remount,bind,ro "$root$resolved"
  fi
done

# Names of this machine must not get into an image.
hostname localhost 2>/dev/null || :
if [ "$network" = no ]; then
  ip link set lo up 2>/dev/null ||
    perl -e 'socket(S, 2, 2, 0); ioctl(S, 0x8914, pack("a16 s x22", "lo", 0x41))' 2>/dev/null || :
fi

echo ready
while read -r line; do :; done
`;
