import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BootKernel, getBootKernel } from './boot-kernel';
import { addLibraries } from './tiny-image';

/** What the smallest system says on its serial line when it is up, before it ends itself. */
export const upLine = 'the system is up';

/**
 * Makes a root file system that a boot loader can start: kernel, initrd, and an init that says what it finds. Files are
 * laid out as Debian has them, with links to the kernel at the top.
 */
export function makeBootableRoot(root: string): void {
  const boot = getBootKernel();
  addBusybox(root);
  for (const name of ['boot', 'etc', 'root', 'usr/lib']) mkdirSync(join(root, name), { recursive: true });
  cpSync(boot.kernel, join(root, 'boot/vmlinuz-test'));
  makeInitrd(join(root, 'boot/initrd.img-test'), boot);
  symlinkSync('boot/vmlinuz-test', join(root, 'vmlinuz'));
  symlinkSync('/boot/initrd.img-test', join(root, 'initrd.img'));
  writeFileSync(join(root, 'usr/lib/os-release'), 'ID=test\nPRETTY_NAME="Test"\n');
  writeProgram(
    join(root, 'sbin/init'),
    `#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sys /sys
echo "motd: $(cat /etc/motd)"
echo "command line: $(cat /proc/cmdline)"
test -d /sys/firmware/efi && echo "firmware: uefi" || echo "firmware: bios"
echo "${upLine}"
sync
poweroff -f
`,
  );
}

function makeInitrd(path: string, { modules }: BootKernel): void {
  const root = `${path}-root`;
  addBusybox(root);
  mkdirSync(join(root, 'root'));
  for (const module of modules) cpSync(module, join(root, basename(module)));
  writeProgram(
    join(root, 'init'),
    `#!/bin/sh
mount -t devtmpfs dev /dev
exec >/dev/ttyS0 2>&1
${modules.map((module) => `insmod /${basename(module)}`).join('\n')}
mount -t ext4 /dev/vda1 /root
mount --move /dev /root/dev
exec switch_root /root /sbin/init
`,
  );
  execFileSync('sh', ['-c', `find . | busybox cpio -o -H newc >'${path}'`], { cwd: root, stdio: 'pipe' });
  rmSync(root, { recursive: true });
}

function addBusybox(root: string): void {
  for (const name of ['bin', 'sbin', 'dev', 'proc', 'sys', 'tmp', 'usr/bin', 'usr/sbin'])
    mkdirSync(join(root, name), { recursive: true });
  const busybox = ['/usr/bin/busybox', '/bin/busybox'].find((path) => existsSync(path)) as string;
  cpSync(busybox, join(root, 'bin/busybox'), { dereference: true });
  addLibraries(root, [busybox]);
  const names = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const name of names.filter((name) => name !== 'busybox'))
    symlinkSync('busybox', join(root, 'bin', name));
}

function writeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
