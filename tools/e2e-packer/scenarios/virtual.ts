import { MADE } from '../describe-file';
import type { Scenario } from '../scenario';

const shell = (...lines: readonly string[]) =>
  `  provisioner "shell" {\n    inline = ${JSON.stringify(lines)}\n  }\n`;
const make = shell(`echo made >${MADE}`);

/** A machine that starts from the guest's disk. */
function onGuest(options: string, steps: string): Scenario['files'] {
  return {
    'a.pkr.hcl': `source "qemu" "x" {
  iso_url              = "GUEST_DISK"
  iso_checksum         = "none"
  disk_image           = true
  disk_size            = "64M"
  accelerator          = "tcg"
  memory               = 128
  headless             = true
  ssh_username         = "root"
  ssh_private_key_file = "GUEST_KEY"
  shutdown_command     = "sync; poweroff -f"
  qemuargs = [
    ["-kernel", "GUEST_KERNEL"],
    ["-initrd", "GUEST_INITRD"],
    ["-append", "console=ttyS0 quiet"],
  ]
${options}
}
build {
  sources = ["qemu.x"]
${steps}
}
`,
  };
}

const NEEDS_FORMAT = 'QEMU 7 wants to be told the format of the disk below, which this packer does not do.';

/** Machines under QEMU, without KVM: each is started by both programs. */
export const virtualScenarios: readonly Scenario[] = [
  {
    name: 'qemu: a disk is changed, and a manifest tells of it',
    isLong: true,
    guest: true,
    files: onGuest(
      '',
      `${make}${shell('echo OUT: $PACKER_BUILD_NAME $PACKER_BUILDER_TYPE')}  provisioner "shell-local" {
    inline = ["echo OUT: \${build.ID} \${build.User} \${build.ConnType}"]
  }
  post-processor "manifest" {
    output = "m.json"
  }
`,
    ),
    says: ['x qemu', 'packer-x root ssh'],
    differs: { 'output of scripts': 'This packer knows no build.ID of a machine under QEMU yet.' },
  },
  {
    name: 'qemu: a disk of another size, compressed, with a name of its own',
    guest: true,
    isLong: true,
    files: onGuest(
      '  disk_compression = true\n  vm_name = "disk.qcow2"\n  output_directory = "out"\n  disk_additional_size = ["8M"]',
      make,
    ),
  },
  {
    name: 'qemu: a raw disk',
    guest: true,
    isLong: true,
    files: onGuest('  format = "raw"\n  skip_compaction = true', make),
  },
  {
    name: 'qemu: a disk on another one',
    guest: true,
    isLong: true,
    files: onGuest('  use_backing_file = true\n  skip_compaction = true', make),
    differs: {
      'exit code': NEEDS_FORMAT,
      files: NEEDS_FORMAT,
      artifacts: NEEDS_FORMAT,
    },
  },
  {
    name: 'qemu: what the machine is served',
    guest: true,
    isLong: true,
    files: {
      ...onGuest(
        '  http_directory = "web"',
        shell(`wget -q -O - http://$PACKER_HTTP_ADDR/a | tee ${MADE} | sed s/^/OUT:\\ /`),
      ),
      'web/a': 'served\n',
    },
    says: ['served'],
  },
  {
    name: 'qemu: a script fails',
    guest: true,
    isLong: true,
    files: onGuest('', shell('echo OUT: before', 'exit 3') + shell('echo OUT: never')),
    differs: { 'output of scripts': 'The message of the failure repeats the last lines.' },
  },
  {
    name: 'qemu: a machine that nobody connects to switches itself off',
    guest: true,
    isLong: true,
    files: {
      'a.pkr.hcl': onGuest('', '')
        ['a.pkr.hcl']!.replace(/ {2}ssh_.*\n/gu, '')
        .replace(/ {2}shutdown_command .*/u, '  communicator = "none"\n  disable_vnc  = true')
        .replace('quiet"', 'quiet rdinit=/bin/poweroff -- -f"'),
    },
  },
  {
    name: 'qemu: the output folder is there already',
    guest: true,
    files: { ...onGuest('', make), 'output-x/mine': 'mine' },
    differs: { artifacts: 'Packer looks as it checks the template, and counts no errors of a build then.' },
  },
  {
    name: 'qemu: the disk is not what was promised',
    guest: true,
    files: {
      'a.pkr.hcl': onGuest('', make)['a.pkr.hcl']!.replace('"none"', `"sha256:${'0'.repeat(64)}"`),
    },
  },
];
