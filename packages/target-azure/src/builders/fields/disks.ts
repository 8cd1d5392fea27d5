import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;
const result = { affects: 'result' } as const;

/** The machine's disks. */
export const diskFields = defineSchema({
  options: {
    os_disk_size_gb: {
      type: 'number',
      ...result,
      doc: "Size of the machine's disk in GiB. By default the source's.",
    },
    disk_additional_size: {
      type: { list: 'number' },
      ...result,
      doc: 'Sizes of further disks in GiB; they belong to the image.',
    },
    disk_additional_luns: {
      type: { list: 'number' },
      ...result,
      doc: 'Their numbers at the controller. By default from 0 on.',
    },
    disk_caching_type: {
      type: 'string',
      ...result,
      default: 'ReadWrite',
      doc: 'How disks are cached: `None`, `ReadOnly`, `ReadWrite`.',
    },
    disk_controller_type: { type: 'string', ...run, doc: 'How disks are attached: `SCSI` or `NVMe`.' },
    disk_encryption_set_id: {
      type: 'string',
      ...result,
      doc: 'Id of the encryption set whose key disks are encrypted with.',
    },
    keep_os_disk: {
      type: 'bool',
      ...run,
      default: false,
      doc: "Leaves the machine's disk, to look at what went wrong.",
    },
  },
});
