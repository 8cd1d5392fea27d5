import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeGuest } from '../../../builders/src/testing/guest';
import type { WorkspaceFixture } from './workspace-fixture';

/** What cloud-init would do with a seed: the user of its first key, who is root here. */
const START = `#!/bin/sh
insmod /lib/extra/cdrom.ko
insmod /lib/extra/isofs.ko
mkdir -p /mnt /srv/strata/.ssh
mount -t iso9660 /dev/vdb /mnt
sed -n 's/.*"\\(ssh-ed25519 [^"]*\\)".*/\\1/p' /mnt/user-data >/srv/strata/.ssh/authorized_keys
umount /mnt
chmod -R go= /srv/strata
echo strata::0:0:strata:/srv/strata:/bin/sh >>/etc/passwd
`;

/** Whoever asks is root already. */
const SUDO = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do shift; done
exec "$@"
`;

/** An image that starts in seconds, with SSH and without cloud-init, as a project of a workspace. */
export function addBootableImage(workspace: WorkspaceFixture, name: string, steps: string): void {
  const { initrd, kernel, root } = makeGuest();
  workspace.write(`images/${name}/start`, START);
  workspace.write(`images/${name}/sudo`, SUDO);
  copyFileSync(kernel, join(workspace.root, `images/${name}/vmlinuz`));
  copyFileSync(initrd, join(workspace.root, `images/${name}/initrd.img`));
  const checksum = createHash('sha256').update(readFileSync(root)).digest('hex');
  const copies = [
    ['vmlinuz', '/vmlinuz'],
    ['initrd.img', '/initrd.img'],
    ['start', '/etc/start'],
    ['sudo', '/usr/bin/sudo'],
  ].map(
    ([from, to]) =>
      `  provisioner "file" {\n    source      = "\${path.root}/${from}"\n    destination = "${to}"\n  }\n`,
  );
  workspace.write(
    `images/${name}/image.pkr.hcl`,
    `source "rootfs" "${name}" {
  archive {
    source   = "${root}"
    checksum = "sha256:${checksum}"
  }
}

build {
  sources = ["source.rootfs.${name}"]

${copies.join('\n')}
  provisioner "shell" {
    inline  = ["chmod 755 /etc/start /usr/bin/sudo"]
    network = false
  }

${steps}}
`,
  );
}
