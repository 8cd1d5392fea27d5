import { createPlaceholderRule, defineSchema, type OptionsOf } from '@strata/sdk';

export const checksumSchema = defineSchema({
  options: {
    checksum_types: {
      type: { list: 'string' },
      doc: 'What to compute.',
      affects: 'run',
      allowed: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
      default: ['md5'],
    },
    output: {
      type: 'string',
      doc: 'The file to write for each type; lines are added to those it holds. It may name `{{.BuildName}}`, `{{.BuilderType}}` and `{{.ChecksumType}}`.',
      affects: 'run',
      default: 'packer_{{.BuildName}}_{{.BuilderType}}_{{.ChecksumType}}.checksum',
    },
  },
  rules: [createPlaceholderRule('output', ['BuildName', 'BuilderType', 'ChecksumType'])],
});

export type ChecksumOptions = OptionsOf<typeof checksumSchema>;
