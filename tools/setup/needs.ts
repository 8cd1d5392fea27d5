import { buildTools } from '@strata/nx';

/** A job that needs more of the machine than Node. Each includes the ones before it. */
export const purposes = ['build', 'test', 'bench'] as const;
export type Purpose = (typeof purposes)[number];

/** A Debian package that a job needs. */
export interface Need {
  readonly package: string;
  /** Any of these commands or files stands for the package, whoever put it there. */
  readonly provides: string;
  readonly why: string;
  readonly purpose: Purpose;
  /** A service that the package would start and have started with the machine. Jobs run its program themselves. */
  readonly service?: string;
}

export const needs: readonly Need[] = [
  ...buildTools.map(
    (tool): Need => ({ package: tool.package, provides: tool.command, why: tool.why, purpose: 'build' }),
  ),
  {
    package: 'debian-archive-keyring',
    provides: '/usr/share/keyrings/debian-archive-keyring.gpg',
    why: 'checks the signatures of package indexes',
    purpose: 'build',
  },
  { package: 'podman', provides: 'podman', why: 'runs the built container images', purpose: 'test' },
  {
    package: 'runc',
    provides: 'runc',
    why: "starts them where podman's own choice does not know the kernel's control groups",
    purpose: 'test',
  },
  {
    package: 'docker-registry',
    provides: 'docker-registry',
    why: 'is the registry that images are published to',
    purpose: 'test',
    service: 'docker-registry.service',
  },
  {
    package: 'attr',
    provides: 'getfattr',
    why: 'reads file capabilities and overlay marks',
    purpose: 'test',
  },
  {
    package: 'openssh-server',
    provides: '/usr/sbin/sshd',
    why: 'is the machine that is reached over SSH',
    purpose: 'test',
    service: 'ssh.service',
  },
  {
    package: 'busybox',
    provides: 'busybox',
    why: 'stands for small machines, whose programs know few options',
    purpose: 'test',
  },
  { package: 'sqlite3', provides: 'sqlite3', why: 'writes data bases as rpm has them', purpose: 'test' },
  {
    package: 'qemu-system-x86',
    provides: 'qemu-system-x86_64',
    why: 'runs the machines that are typed at',
    purpose: 'test',
  },
  { package: 'qemu-utils', provides: 'qemu-img', why: 'makes the disks of machines', purpose: 'test' },
  { package: 'swtpm', provides: 'swtpm', why: 'is the TPM of machines', purpose: 'test' },
  { package: 'curl', provides: 'curl', why: 'logs in by NTLM as another program does', purpose: 'test' },
  { package: 'openssl', provides: 'openssl', why: 'makes certificates and reads ours', purpose: 'test' },
  { package: 'e2fsprogs', provides: 'debugfs', why: 'reads and makes those disks', purpose: 'test' },
  {
    package: 'ipxe-qemu',
    provides: '/usr/lib/ipxe/qemu/efi-e1000.rom',
    why: 'is the guest on their network cards',
    purpose: 'test',
  },
  { package: 'mtools', provides: 'mcopy', why: 'reads the floppies that are written', purpose: 'test' },
  { package: 'dosfstools', provides: '/usr/sbin/fsck.fat', why: 'checks those floppies', purpose: 'test' },
  { package: 'xorriso', provides: 'xorriso', why: 'writes CDs for machines and reads them', purpose: 'test' },
  { package: 'libarchive-tools', provides: 'bsdtar', why: 'reads those CDs', purpose: 'test' },
  {
    package: 'grub-pc-bin',
    provides: '/usr/lib/grub/i386-pc/boot.img',
    why: 'starts disks from a BIOS',
    purpose: 'test',
  },
  {
    package: 'grub-efi-amd64-bin',
    provides: '/usr/lib/grub/x86_64-efi/moddep.lst',
    why: 'starts disks from UEFI',
    purpose: 'test',
  },
  {
    package: 'grub-efi-amd64-signed',
    provides: '/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed',
    why: 'starts disks with Secure Boot',
    purpose: 'test',
  },
  {
    package: 'shim-signed',
    provides: '/usr/lib/shim/shimx64.efi.signed',
    why: 'is what Secure Boot starts before it',
    purpose: 'test',
  },
  {
    package: 'systemd-boot-efi',
    provides: '/usr/lib/systemd/boot/efi/linuxx64.efi.stub',
    why: 'begins unified kernel images',
    purpose: 'test',
  },
  {
    package: 'ovmf',
    provides: '/usr/share/OVMF/OVMF_CODE_4M.fd',
    why: 'is the UEFI that disks are started under',
    purpose: 'test',
  },
  { package: 'fdisk', provides: 'sfdisk', why: 'reads the partitions that are written', purpose: 'test' },
  {
    package: 'ansible-core',
    provides: 'ansible-playbook',
    why: 'sets up machines in the tests of the provisioners for it',
    purpose: 'test',
  },
  {
    package: 'puppet-agent',
    provides: 'puppet',
    why: 'applies manifests where Packer and Strata are compared, and in the tests of the provisioner for it',
    purpose: 'test',
    service: 'puppet.service',
  },
  {
    package: 'ruby',
    provides: 'ruby',
    why: 'stands for Chef, which reads its settings as Ruby',
    purpose: 'test',
  },
  {
    package: 'python3-yaml',
    provides: '/usr/lib/python3/dist-packages/yaml/__init__.py',
    why: 'stands for Salt, which reads its states as YAML',
    purpose: 'test',
  },
  {
    package: 'packer',
    provides: 'packer',
    why: 'builds the same templates as Strata, to compare what is left',
    purpose: 'test',
  },
  {
    package: 'python3-boto3',
    provides: '/usr/lib/python3/dist-packages/boto3/__init__.py',
    why: 'is the client that the fake AWS is asked by besides the one that it was made with',
    purpose: 'test',
  },
  {
    package: 'mkosi',
    provides: 'mkosi',
    why: 'is what the cold build is measured against',
    purpose: 'bench',
  },
  {
    package: 'rsync',
    provides: 'rsync',
    why: 'is what uploads are measured against',
    purpose: 'bench',
  },
];

/** What a job needs and the machine lacks. */
export function getMissing(purpose: Purpose, isThere: (provided: string) => boolean): readonly Need[] {
  const wanted = purposes.slice(0, purposes.indexOf(purpose) + 1);
  return needs.filter((need) => wanted.includes(need.purpose) && !isThere(need.provides));
}
