import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;
const result = { affects: 'result' } as const;

/** What is made: a managed image, or a VHD in a storage account. */
export const imageFields = defineSchema({
  options: {
    managed_image_name: { type: 'string', ...result, doc: 'Name of the managed image that is made.' },
    managed_image_resource_group_name: {
      type: 'string',
      ...result,
      doc: 'Its resource group, which must be there.',
    },
    managed_image_storage_account_type: {
      type: 'string',
      ...result,
      doc: 'Kind of disk of machine and image: `Standard_LRS`, `StandardSSD_LRS`, `Premium_LRS`. By default the first; where the source is of a gallery, what Azure chooses.',
    },
    managed_image_os_disk_snapshot_name: {
      type: 'string',
      ...result,
      doc: "Makes a snapshot of the machine's disk as well, in the image's resource group.",
    },
    managed_image_data_disk_snapshot_prefix: {
      type: 'string',
      ...result,
      doc: 'Makes snapshots of the further disks as well: this and their numbers.',
    },
    managed_image_zone_resilient: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Keeps the image in several zones.',
    },
    resource_group_name: {
      type: 'string',
      ...result,
      doc: 'For a VHD: resource group of the storage account.',
    },
    storage_account: { type: 'string', ...result, doc: 'For a VHD: the storage account.' },
    capture_container_name: {
      type: 'string',
      ...result,
      doc: 'For a VHD: the container in it, below `system/Microsoft.Compute/Images`.',
    },
    capture_name_prefix: { type: 'string', ...result, doc: "For a VHD: what the blob's name begins with." },
    skip_create_image: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Provisions the machine and makes no image of it: for a test of the provisioners.',
    },
    sas_token_duration: {
      type: 'duration',
      ...run,
      default: 86_400_000,
      doc: "How long the machine's disk may be read, for a VHD.",
    },
  },
});
