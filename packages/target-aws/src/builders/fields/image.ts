import { defineSchema } from '@strata/sdk';
import { keyValueSchema } from './key-value';

const result = { affects: 'result' } as const;

const protectionSchema = defineSchema({
  options: {
    enabled: { type: 'bool', ...result, default: false, doc: 'Keeps the image from being deregistered.' },
    with_cooldown: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'The protection holds for 24 hours after it was taken off.',
    },
  },
});

/** The image that is made. Source: Packer's documentation, "Amazon EBS: AMI Configuration". */
export const imageFields = defineSchema({
  options: {
    ami_name: {
      type: 'string',
      ...result,
      required: true,
      doc: "The image's name, which no other image of the region has.",
    },
    ami_description: { type: 'string', ...result, doc: 'What the image is.' },
    ami_virtualization_type: { type: 'string', ...result, doc: '`hvm` or `paravirtual`, as the source is.' },
    ami_users: { type: { list: 'string' }, ...result, doc: 'Accounts that may launch the image.' },
    ami_groups: { type: { list: 'string' }, ...result, doc: '`all` for everybody.' },
    ami_org_arns: { type: { list: 'string' }, ...result, doc: 'Organizations that may launch it.' },
    ami_ou_arns: { type: { list: 'string' }, ...result, doc: 'Organizational units that may launch it.' },
    ami_product_codes: { type: { list: 'string' }, ...result, doc: 'Product codes of the marketplace.' },
    ami_regions: { type: { list: 'string' }, ...result, doc: 'Regions that the image is copied to.' },
    skip_region_validation: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Does not ask AWS beforehand whether it knows those regions.',
    },
    snapshot_copy_duration_minutes: {
      type: 'number',
      affects: 'run',
      doc: 'How long a copy may take, in steps of 15 minutes, for money. By default as long as it takes.',
    },
    tags: { type: { map: 'string' }, ...result, doc: 'Tags of the image and its snapshots.' },
    ena_support: {
      type: 'bool',
      ...result,
      doc: 'Whether the image has drivers for ENA. By default as the source.',
    },
    sriov_support: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Says that the image has drivers for SR-IOV.',
    },
    force_deregister: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Takes the name from an image that has it. `-force` says the same.',
    },
    force_delete_snapshot: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Deletes the snapshots of that image, too.',
    },
    encrypt_boot: {
      type: 'bool',
      ...result,
      doc: "Whether the image's disks are encrypted. By default as they were.",
    },
    kms_key_id: { type: 'string', ...result, doc: "Key to encrypt with. By default the account's for EBS." },
    region_kms_key_ids: {
      type: { map: 'string' },
      ...result,
      doc: 'Key of each region in `ami_regions`; an empty one is the default of the account there.',
    },
    skip_save_build_region: {
      type: 'bool',
      ...result,
      default: false,
      doc: 'Keeps the image in `ami_regions` alone.',
    },
    imds_support: {
      type: 'string',
      ...result,
      doc: '`v2.0`: machines of the image ask about themselves with tokens alone.',
    },
    deprecate_at: {
      type: 'string',
      ...result,
      doc: 'When the image counts as deprecated: `2027-01-31T00:00:00Z`.',
    },
    snapshot_tags: {
      type: { map: 'string' },
      ...result,
      doc: 'Tags of the snapshots, which win over `tags`.',
    },
    snapshot_users: {
      type: { list: 'string' },
      ...result,
      doc: 'Accounts that may make volumes of the snapshots.',
    },
    snapshot_groups: { type: { list: 'string' }, ...result, doc: '`all` for everybody.' },
    skip_ami_run_tags: { type: 'bool', ...result, default: false, doc: 'Keeps `run_tags` from the image.' },
  },
  blocks: {
    tag: { schema: keyValueSchema, count: 'many', doc: 'One of `tags`, as a block.' },
    snapshot_tag: { schema: keyValueSchema, count: 'many', doc: 'One of `snapshot_tags`, as a block.' },
    deregistration_protection: {
      schema: protectionSchema,
      count: 'one',
      doc: 'Protection of the image against being deregistered.',
    },
  },
});
