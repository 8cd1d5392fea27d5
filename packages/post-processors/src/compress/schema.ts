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
    seekable: {
      type: 'bool',
      doc: 'Whether what is compressed by zstd can be read from any place, in the Zstandard Seekable Format: for disks, of which readers want parts. Every program that reads zstd reads it. Packer does not know this option.',
      affects: 'run',
      default: false,
    },
  },
  rules: [createPlaceholderRule('output', ['BuildName', 'BuilderType'])],
});

export type CompressOptions = OptionsOf<typeof compressSchema>;
