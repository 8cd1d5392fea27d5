import { type ComputedDataDefinition, defineSchema } from '@strata/sdk';

const schema = defineSchema({
  options: {
    input: {
      type: 'string',
      required: true,
      affects: 'result',
      secret: true,
      doc: 'Any text; a sensitive one stays so.',
    },
  },
});

/** Packer's `null`: `.output` is what went in. Asks nobody, so its value is known wherever `input` is. */
export const nullDataDefinition: ComputedDataDefinition<typeof schema> = {
  kind: 'data',
  type: 'null',
  version: '1',
  doc: 'Gives the text that it was given as `.output`: for trying expressions out.',
  schema,
  reads: 'nothing',
  gives: { output: 'string' },
  compute: ({ input }) => ({ output: input }),
};
