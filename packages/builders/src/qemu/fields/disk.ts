import { defineSchema } from '@strata/sdk';

const argumentsSchema = defineSchema({
  options: {
    convert: { type: { list: 'string' }, affects: 'result', doc: 'More arguments of `qemu-img convert`.' },
    create: { type: { list: 'string' }, affects: 'result', doc: 'More arguments of `qemu-img create`.' },
    resize: { type: { list: 'string' }, affects: 'result', doc: 'More arguments of `qemu-img resize`.' },
  },
});

/** The machine's disks. Source: Packer's documentation, "QEMU Builder", as for all fields here. */
export const diskFields = defineSchema({
  options: {
    disk_image: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: '`iso_url` is a disk to start from, no CD.',
    },
    use_backing_file: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'The new disk holds only what differs from that one. For qcow2 with `disk_image`.',
    },
    disk_size: {
      type: 'string',
      affects: 'result',
      default: '40960M',
      doc: 'Size of the disk: digits and `b`, `k`, `m`, `g` or `t`; mebibytes without.',
    },
    disk_additional_size: {
      type: { list: 'string' },
      affects: 'result',
      doc: 'Sizes of more disks, empty at first.',
    },
    skip_resize_disk: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Leaves a disk of `disk_image` at its size.',
    },
    skip_compaction: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Leaves what the machine has freed in the file.',
    },
    skip_export: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Leaves no disk: for machines that are only worked in.',
    },
    disk_compression: {
      type: 'bool',
      affects: 'result',
      default: false,
      doc: 'Compresses the finished disk. For qcow2.',
    },
    format: {
      type: 'string',
      affects: 'result',
      default: 'qcow2',
      allowed: ['qcow2', 'raw'],
      doc: 'Format of the disks.',
    },
    disk_interface: {
      type: 'string',
      affects: 'result',
      default: 'virtio',
      allowed: ['ide', 'sata', 'scsi', 'virtio', 'virtio-scsi', 'sd', 'nvme'],
      doc: 'How the machine sees its disks. Packer has no `nvme`; no states of such a machine can be kept.',
    },
    disk_cache: {
      type: 'string',
      affects: 'run',
      default: 'writeback',
      allowed: ['writethrough', 'writeback', 'none', 'unsafe', 'directsync'],
      doc: 'How writes reach the file.',
    },
    disk_discard: {
      type: 'string',
      affects: 'result',
      default: 'ignore',
      allowed: ['unmap', 'ignore'],
      doc: 'Whether what the machine frees is freed in the file.',
    },
    disk_detect_zeroes: {
      type: 'string',
      affects: 'result',
      default: 'off',
      allowed: ['unmap', 'on', 'off'],
      doc: 'Whether blocks of zeroes take no room.',
    },
  },
  blocks: {
    qemu_img_args: { schema: argumentsSchema, count: 'one', doc: 'More arguments for `qemu-img`.' },
  },
});
