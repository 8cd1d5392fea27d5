import { createPlaceholderRule, defineSchema, type OptionsOf } from '@strata/sdk';

export const compressSchema = defineSchema({
  options: {
    output: {
      type: 'string',
      doc: 'The file to write, which may name `{{.BuildName}}` and `{{.BuilderType}}`. Its end says the format: `.tar`, `.zip`, `.gz`, `.bgzf`, `.lz4`, `.xz`, `.bz2`, `.zst`, or a compressed tar such as `.tar.gz`. Any other end gives a tar that is compressed by gzip.',
      affects: 'run',
      default: 'packer_{{.BuildName}}_{{.BuilderType}}',
    },
    format: {
      type: 'string',
      doc: 'The format, written as an end of `output`, whatever that ends in: `tar.gz`, `zip`.',
      affects: 'run',
    },
    compression_level: {
      type: 'number',
      doc: 'From 1, quick, to 9, small; by default what the format holds best.',
      affects: 'run',
      default: -1,
    },
  },
  rules: [createPlaceholderRule('output', ['BuildName', 'BuilderType'])],
});

export type CompressOptions = OptionsOf<typeof compressSchema>;
