import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeGuest } from '../../../builders/src/testing/guest';
import type { WorkspaceFixture } from './workspace-fixture';

/**
 * What cloud-init would do: it tells its cloud by DMI, and asks there for the key of the user, who is root here. What it
 * found, and that it started, it leaves in `/var/log`.
 */
const START = `#!/bin/sh
for name in scsi_common scsi_mod libata ata_piix virtio_scsi cdrom sr_mod isofs efivarfs; do
  insmod /lib/extra/$name.ko 2>/dev/null
done
mkdir -p /mnt /srv/strata/.ssh /var/log
[ ! -d /sys/firmware/efi ] || mount -t efivarfs efivarfs /sys/firmware/efi/efivars
echo started >>/var/log/starts
read_key() { sed -n 's/.*\\(ssh-ed25519 [^"<]*\\).*/\\1/p' | head -n1 >/srv/strata/.ssh/authorized_keys; }
join_network() {
  ip addr flush dev eth0
  ip addr add $1 dev eth0
  ip route add default via $2
}
mount_cd() { until mount -t iso9660 -o ro $1 /mnt 2>/dev/null; do sleep 0.1; done; }
ask_ec2() { wget -q -O - --header "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/$1; }
case $(cat /sys/class/dmi/id/sys_vendor):$(cat /sys/class/dmi/id/chassis_asset_tag) in
  Amazon\\ EC2:*)
    join_network 169.254.2.15/16 169.254.2.2
    ask='PUT /latest/api/token HTTP/1.0\\r\\nX-aws-ec2-metadata-token-ttl-seconds: 60\\r\\n\\r\\n'
    token=$(printf "$ask" | nc 169.254.169.254 80 | tail -n1)
    ask_ec2 meta-data/ >/var/log/cloud
    ask_ec2 user-data | read_key ;;
  *:7783-7084-3265-9085-8269-3286-77)
    join_network 168.0.2.15/7 168.0.2.2
    mount_cd /dev/sr0
    sed -n 's/.*<ns1:UserName>\\(.*\\)<.*/\\1/p' /mnt/ovf-env.xml >/var/log/cloud
    umount /mnt
    wget -q -O - --header 'Metadata: true' 'http://169.254.169.254/metadata/instance?api-version=2021-08-01' | read_key
    wget -q -O - --header 'x-ms-version: 2012-11-30' 'http://168.63.129.16/machine/?comp=goalstate' >>/var/log/cloud ;;
  *)
    mount_cd /dev/vdb
    read_key </mnt/user-data
    umount /mnt ;;
esac
chmod -R go= /srv/strata
grep -q ^strata: /etc/passwd || echo strata::0:0:strata:/srv/strata:/bin/sh >>/etc/passwd
`;

/** Whoever asks is root already. */
const SUDO = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do shift; done
exec "$@"
`;

/** An image that starts in seconds, with SSH and without cloud-init, as a project of a workspace. */
export function addBootableImage(workspace: WorkspaceFixture, name: string, steps: string): void {
  addStartingImage(workspace, { name, steps, start: START });
}

/** The same, with a script of its own that is run before SSH is. */
export function addStartingImage(
  workspace: WorkspaceFixture,
  { name, steps, start }: { readonly name: string; readonly steps: string; readonly start: string },
): void {
  const { initrd, kernel, root } = makeGuest();
  workspace.write(`images/${name}/start`, start);
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
