import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A machine that starts in seconds, in software: Debian's cloud kernel, busybox and dropbear. */
export interface Guest {
  readonly kernel: string;
  readonly initrd: string;
  /** A qcow2 disk with an ext4 file system, to start from. */
  readonly disk: string;
  /** The same files as a tar archive, for disks with partitions. What is in `/etc/start` is run before the SSH server. */
  readonly root: string;
  /** Of root's private key. */
  readonly key: string;
}

const CACHE = resolve(__dirname, '../../../../.strata/test-guest');
/** Changed with what is below. */
const VERSION = '8';

/** Made once, from packages of this machine's mirror, and kept in the workspace. */
export function makeGuest(): Guest {
  const folder = join(CACHE, VERSION);
  if (!existsSync(folder)) make(folder);
  return {
    kernel: join(folder, 'kernel'),
    initrd: join(folder, 'initrd'),
    disk: join(folder, 'disk.qcow2'),
    root: join(folder, 'root.tar'),
    key: join(folder, 'key'),
  };
}

/** Two tests at once make it twice; whoever is first wins. */
function make(folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  try {
    const packages = join(draft, 'packages');
    unpackPackages(packages);
    makeInitrd(draft, packages);
    makeDisk(draft, packages);
    rmSync(packages, { recursive: true });
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function unpackPackages(target: string): void {
  mkdirSync(target);
  const kernel = run('apt-cache', 'depends', 'linux-image-cloud-amd64').match(
    /linux-image-\S+cloud\S+$/mu,
  )?.[0];
  if (kernel === undefined) throw new Error('apt knows no linux-image-cloud-amd64: apt-get update');
  const wanted = [kernel, 'dropbear-bin', 'libtommath1', 'libtomcrypt1'];
  execFileSync('apt-get', ['download', ...wanted], { cwd: target, stdio: 'pipe' });
  for (const name of readdirSync(target)) run('dpkg-deb', '-x', join(target, name), target);
}

/** What the kernel needs to start, in the order in which they need each other. */
const MODULES = [
  ...['drivers/virtio/virtio_ring', 'drivers/virtio/virtio', 'drivers/virtio/virtio_pci_legacy_dev'],
  ...['drivers/virtio/virtio_pci_modern_dev', 'drivers/virtio/virtio_pci', 'drivers/block/virtio_blk'],
  ...['net/core/failover', 'drivers/net/net_failover', 'drivers/net/virtio_net'],
];

/** What it needs as well where its disk is on IDE or SCSI; NVMe is part of the kernel. */
const SCSI_MODULES = [
  ...['drivers/scsi/scsi_common', 'drivers/scsi/scsi_mod', 'drivers/scsi/sd_mod', 'drivers/ata/libata'],
  ...['drivers/ata/ata_piix', 'drivers/scsi/virtio_scsi'],
];

/** What a test may insert by `insmod /lib/extra/NAME.ko`, in this order: a CD drive with its file system; UEFI's variables and the power button are by themselves. */
export const CD_MODULES = ['scsi_common', 'scsi_mod', 'libata', 'ata_piix', 'cdrom', 'sr_mod', 'isofs'];
const EXTRA = [
  ...['drivers/scsi/scsi_common', 'drivers/scsi/scsi_mod', 'drivers/ata/libata', 'drivers/ata/ata_piix'],
  ...['drivers/scsi/virtio_scsi', 'drivers/cdrom/cdrom', 'drivers/scsi/sr_mod', 'fs/isofs/isofs'],
  ...['fs/efivarfs/efivarfs', 'drivers/acpi/button', 'drivers/input/evdev'],
];

function makeInitrd(folder: string, packages: string): void {
  const root = join(folder, 'initrd-root');
  const [version = ''] = readdirSync(join(packages, 'lib/modules'));
  copyFileSync(join(packages, 'boot', `vmlinuz-${version}`), join(folder, 'kernel'));
  addBusybox(root);
  for (const name of [...MODULES, ...SCSI_MODULES]) addModule(packages, name, root);
  const insert = (names: readonly string[]) =>
    names.map((name) => `insmod /${name.split('/').at(-1)}.ko`).join('\n');
  write(
    join(root, 'init'),
    `#!/bin/sh
mount -t devtmpfs dev /dev
${insert(MODULES)}
find_root() {
  for disk in vda1 vda nvme0n1p1 sda1; do
    if [ -b /dev/$disk ] && mount -t ext4 /dev/$disk /root 2>/dev/null; then return 0; fi
  done
  return 1
}
if ! find_root; then
  ${insert(SCSI_MODULES).replaceAll('\n', '\n  ')}
  until find_root; do sleep 0.1; done
fi
mount --move /dev /root/dev
exec switch_root /root /sbin/init
`,
  );
  execFileSync('sh', ['-c', 'find . | busybox cpio -o -H newc >../initrd'], {
    cwd: root,
    stdio: 'pipe',
  });
  rmSync(root, { recursive: true });
}

function addModule(packages: string, name: string, folder: string): void {
  const [version = ''] = readdirSync(join(packages, 'lib/modules'));
  const from = join(packages, 'lib/modules', version, 'kernel', `${name}.ko`);
  copy(from, join(folder, `${name.split('/').at(-1)}.ko`));
}

/** As much of scp as Packer sends single files by; Strata needs none. */
const SCP = `#!/bin/sh
for target; do :; done
printf '\\0'
while IFS= read -r line; do
  case $line in C*)
    set -- $line
    to=$target
    if [ -d "$to" ]; then to=$to/$3; fi
    printf '\\0'
    dd bs=1 count=$2 of="$to" 2>/dev/null
    dd bs=1 count=1 of=/dev/null 2>/dev/null
    chmod "\${1#C}" "$to"
  esac
  printf '\\0'
done
`;

const DISK_SIZE = '64M';

function makeDisk(folder: string, packages: string): void {
  const root = join(folder, 'root');
  addBusybox(root);
  addDropbear(root, packages);
  write(join(root, 'usr/bin/scp'), SCP);
  for (const name of EXTRA) addModule(packages, name, join(root, 'lib/extra'));
  write(join(root, 'etc/passwd'), 'root::0:0:root:/root:/bin/sh\n');
  write(join(root, 'etc/group'), 'root:x:0:\n');
  write(join(root, 'etc/shells'), '/bin/sh\n');
  write(
    join(root, 'sbin/init'),
    `#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mkdir -p /dev/pts
mount -t devpts pts /dev/pts
mount -t tmpfs tmp /tmp
ip link set lo up
ip link set eth0 up
ip addr add 10.0.2.15/24 dev eth0
ip route add default via 10.0.2.2
[ ! -x /etc/start ] || /etc/start
dropbear -E -r /etc/host_key_ed25519 -r /etc/host_key_ecdsa
while :; do sleep 1000; done
`,
  );
  run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'guest', '-f', join(folder, 'key'));
  mkdirSync(join(root, 'root/.ssh'), { recursive: true, mode: 0o700 });
  copyFileSync(join(folder, 'key.pub'), join(root, 'root/.ssh/authorized_keys'));
  run('tar', '-C', root, '--owner=0', '--group=0', '--sort=name', '-cf', join(folder, 'root.tar'), '.');
  const raw = join(folder, 'disk.raw');
  run('mkfs.ext4', '-q', '-E', 'root_owner=0:0', '-d', root, raw, DISK_SIZE);
  run('qemu-img', 'convert', '-O', 'qcow2', raw, join(folder, 'disk.qcow2'));
  rmSync(raw);
  rmSync(root, { recursive: true });
}

function addBusybox(root: string): void {
  for (const name of ['bin', 'sbin', 'dev', 'proc', 'sys', 'tmp', 'root', 'etc', 'usr/bin', 'usr/sbin'])
    mkdirSync(join(root, name), { recursive: true });
  const [busybox = ''] = ['/usr/bin/busybox', '/bin/busybox'].filter((path) => existsSync(path));
  addProgram(root, busybox, '/bin/busybox');
  for (const name of run(busybox, '--list').trim().split('\n'))
    if (name !== 'busybox') symlinkSync('busybox', join(root, 'bin', name));
}

function addDropbear(root: string, packages: string): void {
  const libraries = join(packages, 'usr/lib/x86_64-linux-gnu');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries };
  addProgram(root, join(packages, 'usr/sbin/dropbear'), '/usr/sbin/dropbear', env);
  const tool = join(packages, 'usr/bin/dropbearkey');
  // Old clients ask for others first, and dropbear, which has ed25519 alone, fails at that.
  for (const type of ['ed25519', 'ecdsa'])
    execFileSync(tool, ['-t', type, '-f', join(root, `etc/host_key_${type}`)], { env, stdio: 'pipe' });
}

function addProgram(root: string, from: string, to: string, env: NodeJS.ProcessEnv = process.env): void {
  copy(from, join(root, to));
  const text = execFileSync('ldd', [from], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const library of text.match(/\/\S+(?= \(0x)/gu) ?? []) {
    // Where the loader looks without being told.
    const name = library.split('/').at(-1) ?? '';
    copy(library, join(root, name.startsWith('ld-linux') ? library : join('/lib/x86_64-linux-gnu', name)));
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(realpathSync(from), to);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, text.startsWith('#!') ? 0o755 : 0o644);
}

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
