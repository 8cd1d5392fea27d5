import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;
const result = { affects: 'result' } as const;

const targetRegionSchema = defineSchema({
  options: {
    name: { type: 'string', ...result, required: true, doc: 'The region.' },
    disk_encryption_set_id: {
      type: 'string',
      ...result,
      doc: 'Encryption set there whose key the version is encrypted with.',
    },
    replicas: { type: 'number', ...result, doc: 'How often the version is kept there. By default once.' },
  },
});

const destinationSchema = defineSchema({
  options: {
    subscription: {
      type: 'string',
      ...result,
      secret: true,
      doc: "The gallery's subscription. By default the build's.",
    },
    resource_group: { type: 'string', ...result, doc: "The gallery's resource group." },
    gallery_name: { type: 'string', ...result, doc: 'The gallery.' },
    image_name: {
      type: 'string',
      ...result,
      doc: 'The image definition, which must be there.',
    },
    image_version: { type: 'string', ...result, doc: 'Major.Minor.Patch.' },
    replication_regions: {
      type: { list: 'string' },
      ...result,
      doc: 'Regions that the version is kept in, beside that of the build; `target_region` says more.',
    },
    storage_account_type: {
      type: 'string',
      ...result,
      default: 'Standard_LRS',
      doc: 'How the version is kept: `Standard_LRS`, `Standard_ZRS`, `Premium_LRS`.',
    },
    specialized: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Keeps the machine as it is, with its users and its name.',
    },
    use_shallow_replication: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Copies nothing: ready at once, for tests, in one region.',
    },
    confidential_vm_image_encryption_type: {
      type: 'string',
      ...result,
      doc: 'Of confidential machines: `EncryptedVMGuestStateOnlyWithPmk`, `EncryptedWithPmk`, `EncryptedWithCmk`, `NonPersistedTPM`.',
    },
  },
  blocks: {
    target_region: {
      schema: targetRegionSchema,
      count: 'many',
      doc: 'One region that the version is kept in.',
    },
  },
});

/** What is made: a version in a Compute Gallery. */
export const galleryFields = defineSchema({
  options: {
    shared_image_gallery_replica_count: {
      type: 'number',
      ...result,
      doc: 'How often the version is kept in each region. By default once.',
    },
    shared_image_gallery_timeout: {
      type: 'duration',
      ...run,
      default: 3_600_000,
      doc: 'How long the version may take to be in all regions.',
    },
    shared_gallery_image_version_end_of_life_date: {
      type: 'string',
      ...result,
      doc: 'When the version is to be used no more: `2027-01-31T00:00:00Z`.',
    },
    shared_gallery_image_version_exclude_from_latest: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Who asks for the newest version does not get this one.',
    },
  },
  blocks: {
    shared_image_gallery_destination: {
      schema: destinationSchema,
      count: 'one',
      doc: 'The gallery, definition and version that is made.',
    },
  },
});
