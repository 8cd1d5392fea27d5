import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';
import { importRules } from './rules';

const result = { affects: 'result' } as const;
const run = { affects: 'run' } as const;

/** What files of disks end in. */
export const diskFormats = ['ova', 'raw', 'vmdk', 'vhd', 'vhdx', 'qcow2'] as const;
export type DiskFormat = (typeof diskFormats)[number];

/** Options that are about the way through S3 and VM Import, which is not taken. */
export const unusedOptions = [
  's3_bucket_name',
  's3_key_name',
  's3_encryption',
  's3_encryption_key',
  'skip_clean',
  'role_name',
  'license_type',
] as const;

const unused = 'Taken for the sake of templates of Packer, and not used: nothing goes through S3.';

/** Packer's `amazon-import`. Source: Packer's documentation, "Amazon Import Post-Processor". */
export const importSchema = defineSchema({
  options: {
    ...accessFields.options,
    s3_bucket_name: { type: 'string', ...run, doc: unused },
    s3_key_name: { type: 'string', ...run, doc: unused },
    s3_encryption: { type: 'string', ...run, doc: unused },
    s3_encryption_key: { type: 'string', ...run, doc: unused },
    skip_clean: { type: 'bool', ...run, default: false, doc: unused },
    role_name: { type: 'string', ...run, doc: 'Role of VM Import, which is not used.' },
    license_type: { type: 'string', ...run, doc: 'License that VM Import gives Windows, which is not used.' },
    format: {
      type: 'string',
      ...run,
      default: 'ova',
      allowed: diskFormats,
      doc: "What the disk's file ends in. All but `raw` are unpacked by `qemu-img`.",
    },
    architecture: {
      type: 'string',
      ...result,
      default: 'x86_64',
      allowed: ['x86_64', 'arm64'],
      doc: 'What the disk is for.',
    },
    boot_mode: {
      type: 'string',
      ...result,
      allowed: ['legacy-bios', 'uefi', 'uefi-preferred'],
      doc: 'What starts it. By default `legacy-bios`, and `uefi` for `arm64`.',
    },
    platform: {
      type: 'string',
      ...result,
      doc: '`linux`. AWS takes Windows by VM Import alone.',
    },
    ami_name: {
      type: 'string',
      ...result,
      doc: "The image's name, which no other image of the region has. By default one with the build's name and the time.",
    },
    ami_description: { type: 'string', ...result, doc: 'What the image is.' },
    ami_users: { type: { list: 'string' }, ...result, doc: 'Accounts that may launch the image.' },
    ami_groups: { type: { list: 'string' }, ...result, doc: '`all` for everybody.' },
    ami_org_arns: { type: { list: 'string' }, ...result, doc: 'Organizations that may launch it.' },
    ami_ou_arns: { type: { list: 'string' }, ...result, doc: 'Organizational units that may launch it.' },
    ami_encrypt: { type: 'bool', ...result, default: false, doc: "Whether the image's disk is encrypted." },
    ami_kms_key: { type: 'string', ...result, doc: "Key to encrypt with. By default the account's for EBS." },
    imds_support: {
      type: 'string',
      ...result,
      doc: '`v2.0`: machines of the image ask about themselves with tokens alone.',
    },
    tags: { type: { map: 'string' }, ...result, doc: 'Tags of the image and its snapshot.' },
  },
  blocks: accessFields.blocks,
  rules: [...accessRules, ...importRules],
});

export type ImportOptions = OptionsOf<typeof importSchema>;
