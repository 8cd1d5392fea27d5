/**
 * Called by mmdebstrap as `sh hook STAGE ROOT`, with what it needs in files beside it:
 * `apt.conf`, `sources.list`, `keyring` (a path inside the image), `lists/`, and, when they are wanted, `defer-initrd` and
 * `host-keys` (paths inside the image, one a line).
 */
export const bootstrapHook = `
set -eu
here=\${0%/*} stage=$1 root=$2
case $stage in
  setup)
    mkdir -p "$root/var/lib/apt/lists/partial"
    cp -p "$here/lists/"*_* "$root/var/lib/apt/lists/"
    cp "$here/apt.conf" "$root/etc/apt/apt.conf.d/00strata"
    ;;
  essential)
    if [ -e "$here/host-keys" ]; then
      while read -r key; do
        mkdir -p "$root\${key%/*}"
        : >"$root$key"
      done <"$here/host-keys"
    fi
    [ -e "$here/defer-initrd" ] || exit 0
    real=/usr/sbin/update-initramfs
    chroot "$root" dpkg-divert --quiet --local --no-rename --divert "$real.strata" --add "$real"
    mkdir -p "$root/usr/sbin"
    cp "$here/defer-initrd" "$root$real"
    chmod 755 "$root$real"
    ;;
  customize)
    rm "$root/etc/apt/apt.conf.d/00strata"
    # mmdebstrap's own name for the sources it was given as a file.
    rm -f "$root/etc/apt/sources.list.d/0000sources.list"
    keyring=$(cat "$here/keyring")
    if [ -e "$root$keyring" ]; then
      sed "s,^deb ,deb [signed-by=$keyring] ," "$here/sources.list" >"$root/etc/apt/sources.list"
    else
      cp "$here/sources.list" "$root/etc/apt/sources.list"
    fi
    chmod 644 "$root/etc/apt/sources.list"
    # Copies of this machine's own files.
    rm -f "$root/etc/resolv.conf" "$root/etc/hostname"
    ;;
esac
`.trimStart();

/**
 * Private keys that openssh-server makes when it is installed, each unless there is a file already. Finding the primes
 * of the first takes a second or two, and all are taken out of every layer: each machine makes its own. So an empty file
 * stands in for each, which is taken out like a key.
 */
export const hostKeys = ['rsa', 'ecdsa', 'ed25519'].map((type) => `/etc/ssh/ssh_host_${type}_key\n`).join('');

/**
 * Stands in for update-initramfs while packages are installed: each kernel and each package with a driver would make
 * the initial RAM disk anew, 6 to 9 seconds every time. dpkg is told by a diversion, so the real one lies beside it. A
 * step that calls it by itself puts the real one back and runs it; that is the step that makes the initrd.
 */
export const deferredInitrd = `#!/bin/sh
# While this image is built, packages do not make an initial RAM disk each. The first call that does not come from a
# package puts the real update-initramfs back and runs it: \`update-initramfs -c -k all\` when everything is installed.
set -e
[ -z "\${DPKG_RUNNING_VERSION-}" ] || exit 0
rm /usr/sbin/update-initramfs
dpkg-divert --quiet --local --rename --divert /usr/sbin/update-initramfs.strata --remove /usr/sbin/update-initramfs
exec /usr/sbin/update-initramfs "$@"
`;
