import { defineSchema, type OptionsOf } from '@strata/sdk';

export const manifestSchema = defineSchema({
  options: {
    output: {
      type: 'string',
      doc: 'The file to write; builds are added to those it holds. With `-force` those of earlier runs go.',
      affects: 'run',
      default: 'packer-manifest.json',
    },
    strip_path: {
      type: 'bool',
      doc: 'Write the names of files without their folders.',
      affects: 'run',
      default: false,
    },
    strip_time: {
      type: 'bool',
      doc: 'Leave out when it was built, so that equal builds give equal entries.',
      affects: 'run',
      default: false,
    },
    custom_data: {
      type: { map: 'string' },
      doc: 'Anything to keep beside the build.',
      affects: 'run',
    },
  },
});

export type ManifestOptions = OptionsOf<typeof manifestSchema>;
