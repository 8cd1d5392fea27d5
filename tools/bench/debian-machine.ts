import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Debian that QEMU starts by its kernel, with an SSH server that lets root in by password. */
export interface DebianMachine {
  /** qcow2, with nothing but the root file system. */
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
  readonly password: string;
}

const PACKAGES = [
  ...['systemd-sysv', 'udev', 'initramfs-tools', 'linux-image-cloud-amd64'],
  ...['openssh-server', 'iproute2', 'ca-certificates'],
];
const PASSWORD = 'packer';
const SIZE = '3G';

/** What the machine needs to be reached: an address, names, a password. It runs in the new root. */
const SETUP = `
set -e
echo root:${PASSWORD} | chpasswd
echo 'PermitRootLogin yes' >/etc/ssh/sshd_config.d/bench.conf
echo '/dev/vda / ext4 defaults 0 1' >/etc/fstab
echo box >/etc/hostname
printf '[Match]\\nName=e*\\n[Network]\\nDHCP=yes\\n' >/etc/systemd/network/dhcp.network
echo 'nameserver 10.0.2.3' >/etc/resolv.conf
systemctl enable systemd-networkd ssh
systemctl disable systemd-networkd-wait-online
`;

/** Makes the machine in a folder, as root, from the mirror of this one. */
export function makeDebianMachine(folder: string): DebianMachine {
  mkdirSync(folder, { recursive: true });
  const root = join(folder, 'root');
  const image = join(folder, 'image.raw');
  execFileSync(
    'mmdebstrap',
    [
      ...['--quiet', '--variant=minbase', `--include=${PACKAGES.join(',')}`],
      ...[`--customize-hook=chroot "$1" sh -c '${SETUP.replaceAll("'", "'\\''")}'`, 'bookworm', root],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const boot = readdirSync(join(root, 'boot'));
  const take = (prefix: string, name: string) => {
    const found = boot.find((each) => each.startsWith(prefix));
    if (found === undefined) throw new Error(`No ${prefix} came with the kernel.`);
    const path = join(folder, name);
    renameSync(join(root, 'boot', found), path);
    return path;
  };
  const kernel = take('vmlinuz', 'kernel');
  const initrd = take('initrd', 'initrd');
  execFileSync('mke2fs', ['-q', '-t', 'ext4', '-d', root, image, SIZE]);
  const disk = join(folder, 'disk.qcow2');
  execFileSync('qemu-img', ['convert', '-O', 'qcow2', image, disk]);
  rmSync(image);
  rmSync(root, { recursive: true });
  return { disk, kernel, initrd, password: PASSWORD };
}

/** The steps before the one that is edited: what a team's first steps are like. */
const STEPS = [
  'apt-get update -q',
  'DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends jq',
  'useradd --create-home app',
  "printf 'net.ipv4.ip_forward=1\\\\n' >/etc/sysctl.d/app.conf",
];

/** Five shell steps, written so that Packer 1.6.6 reads them as well. */
export function writeMachineTemplate(folder: string, machine: DebianMachine): string {
  const path = join(folder, 'machine.pkr.hcl');
  const steps = [...STEPS, `echo \${var.last} >/etc/motd`]
    .map((line) => `  provisioner "shell" {\n    inline = ["${line}"]\n  }\n`)
    .join('\n');
  writeFileSync(
    path,
    `variable "last" {
  type    = string
  default = "first"
}

source "qemu" "machine" {
  disk_image       = true
  iso_url          = "${machine.disk}"
  iso_checksum     = "none"
  accelerator      = "tcg"
  memory           = 768
  headless         = true
  boot_wait        = "1s"
  skip_resize_disk = true
  ssh_username     = "root"
  ssh_password     = "${machine.password}"
  shutdown_command = "poweroff"
  output_directory = "${join(folder, 'output')}"
  qemuargs = [
    ["-kernel", "${machine.kernel}"],
    ["-initrd", "${machine.initrd}"],
    ["-append", "root=/dev/vda rw quiet"],
  ]
}

build {
  sources = ["source.qemu.machine"]

${steps}}
`,
  );
  return path;
}
