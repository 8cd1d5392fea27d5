import {
  createPlaceholderRule,
  defineSchema,
  diskControllers,
  firmwares,
  imageFormats,
  loaders,
  networkCards,
  type OptionsOf,
} from '@strata/sdk';
import { checkHardware, checkMeant, checkNames, checkSizes, checkTogether } from './rules';

export const exportSchema = defineSchema({
  options: {
    formats: {
      type: { list: 'string' },
      doc: 'What to write. A folder for `oci`, `ovf` and `vmx`, a file for the others. The disk of a machine becomes another disk only: `oci`, `docker-archive` and `tar` are made of layers.',
      affects: 'run',
      required: true,
      allowed: imageFormats,
    },
    output: {
      type: 'string',
      doc: 'Where to write each format. It may name `{{.BuildName}}`, `{{.BuilderType}}` and `{{.Format}}`. What was there is replaced when the new one is whole.',
      affects: 'run',
      default: '{{.BuildName}}.{{.Format}}',
    },
    size: {
      type: 'string',
      doc: 'Of a disk of layers, such as 4G or 4096M (powers of 1024). By default what the image needs and `free`, in steps of 4 GiB.',
      affects: 'run',
    },
    free: {
      type: 'string',
      doc: 'What a disk of layers without `size` has left for the machine. By default 1G.',
      affects: 'run',
    },
    firmware: {
      type: 'string',
      doc: 'What starts machines with the disk. By default `both` for layers, and `bios` for the disk of a machine.',
      affects: 'run',
      allowed: firmwares,
    },
    secure_boot: {
      type: 'bool',
      doc: 'Start a disk of layers by shim and a signed GRUB, for UEFI with Secure Boot.',
      affects: 'run',
      default: false,
    },
    loader: {
      type: 'string',
      doc: 'What UEFI starts of a disk of layers: GRUB, or kernel, initrd and arguments in one file (`uki`). By default `grub`.',
      affects: 'run',
      allowed: loaders,
    },
    kernel_arguments: {
      type: 'string',
      doc: 'More words for the kernel of a disk of layers: `rootdelay=300 quiet`.',
      affects: 'run',
    },
    compress: {
      type: 'bool',
      doc: 'Compress a `qcow2` with zstd, which QEMU reads since 5.1.',
      affects: 'run',
      default: false,
    },
    backing: {
      type: 'string',
      doc: 'A qcow2 disk, such as that of the parent: of a `qcow2`, write only what differs from it. Both can be moved together.',
      affects: 'run',
    },
    cpus: {
      type: 'number',
      doc: 'Of the machine in an `ova`, `ovf` or `vmx`. By default 2.',
      affects: 'run',
    },
    memory: {
      type: 'number',
      doc: 'Of the machine in an `ova`, `ovf` or `vmx`, in MiB. By default 2048.',
      affects: 'run',
    },
    disk_controller: {
      type: 'string',
      doc: 'Of the machine in an `ova`, `ovf` or `vmx`. By default `pvscsi`.',
      affects: 'run',
      allowed: diskControllers,
    },
    network_card: {
      type: 'string',
      doc: 'Of the machine in an `ova`, `ovf` or `vmx`. By default `vmxnet3`.',
      affects: 'run',
      allowed: networkCards,
    },
  },
  rules: [
    createPlaceholderRule('output', ['BuildName', 'BuilderType', 'Format']),
    checkNames,
    checkMeant,
    checkSizes,
    checkTogether,
    checkHardware,
  ],
});

export type ExportOptions = OptionsOf<typeof exportSchema>;
