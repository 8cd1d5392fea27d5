import type { WorkspaceFixture } from './workspace-fixture';

/**
 * Reads the key of the user from the medium that guests are given, as cloud-init would. A bootstrap leaves out the keys of the
 * machine itself, without which no SSH starts.
 */
const SEED = `#!/bin/bash
set -eu
key=/etc/ssh/ssh_host_ed25519_key
[ -s $key ] || ssh-keygen -q -t ed25519 -N '' -f $key
mkdir -p /run/seed
until mount -t iso9660 -o ro /dev/disk/by-label/cidata /run/seed 2> /dev/null; do sleep 0.2; done
id strata > /dev/null 2>&1 || useradd --create-home --shell /bin/sh strata
home=$(getent passwd strata | cut -d: -f6)
install -d -m 700 -o strata -g strata "$home/.ssh"
sed -n 's/.*\\(ssh-ed25519 [^"]*\\).*/\\1/p' /run/seed/user-data > "$home/.ssh/authorized_keys"
umount /run/seed
`;

const SEED_UNIT = `[Unit]
Before=ssh.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/seed

[Install]
WantedBy=multi-user.target
`;

const NETWORK = `[Match]
Name=en* eth*

[Network]
DHCP=yes
`;

/** As in golden: the drivers that a disk and a medium need, and no others. */
const MODULES = ['sd_mod', 'virtio_blk', 'virtio_net', 'virtio_pci'];

const PACKAGES = [
  ...['dbus', 'initramfs-tools', 'kmod', 'libpam-systemd', 'linux-image-cloud-amd64', 'openssh-server'],
  ...['sudo', 'systemd-sysv', 'udev', 'zstd'],
];

/** Files of the image, by the path in it. */
const FILES = {
  '/usr/local/sbin/seed': SEED,
  '/etc/systemd/system/seed.service': SEED_UNIT,
  '/etc/systemd/network/20-dhcp.network': NETWORK,
  '/etc/initramfs-tools/modules': `${MODULES.join('\n')}\n`,
  '/etc/initramfs-tools/conf.d/list.conf': 'MODULES=list\n',
  '/etc/sudoers.d/strata': 'strata ALL=(ALL) NOPASSWD:ALL\n',
  '/etc/fstab': '/dev/disk/by-partlabel/root / ext4 defaults 0 1\n',
};

const SETTLE = [
  'chmod 755 /usr/local/sbin/seed && chmod 440 /etc/sudoers.d/strata',
  'systemctl enable seed.service systemd-networkd.service',
  'update-initramfs -c -k all',
  ': > /etc/machine-id',
];

/** A small Debian that systemd starts, with apt and SSH: what applications meet on a server. It has to be built. */
export function addSystemdImage(workspace: WorkspaceFixture, name: string): void {
  const copies = Object.entries(FILES).map(([destination, content], index) => {
    workspace.write(`images/${name}/files/${index}`, content);
    return `  provisioner "file" {\n    source      = "\${path.root}/files/${index}"\n    destination = "${destination}"\n  }\n`;
  });
  workspace.write(
    `images/${name}/image.pkr.hcl`,
    `source "rootfs" "${name}" {
  bootstrap {
    suite    = "bookworm"
    packages = ${JSON.stringify(PACKAGES)}
  }
}

build {
  sources = ["source.rootfs.${name}"]

${copies.join('\n')}
  provisioner "shell" {
    inline  = ${JSON.stringify(SETTLE)}
    network = false
  }
}
`,
  );
}
