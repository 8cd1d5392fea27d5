import { defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';

const filesAreGiven: OptionRule = ({ files }, at, write) => {
  if (!Array.isArray(files) || files.length > 0) return [];
  const hint = `For example: ${write('files', '["output/*.qcow2"]')}`;
  return [
    problem('PPR003', {
      detail: 'files is empty: the artifact would have none.',
      hint,
      ...where(at('files')),
    }),
  ];
};

export const artificeSchema = defineSchema({
  options: {
    files: {
      type: { list: 'string' },
      doc: 'Files of this machine, or patterns of Go that they fit: `*`, `?` and `[a-z]` within a name.',
      affects: 'run',
      required: true,
    },
  },
  rules: [filesAreGiven],
});

export type ArtificeOptions = OptionsOf<typeof artificeSchema>;
