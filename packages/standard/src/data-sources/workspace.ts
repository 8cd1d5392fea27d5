import { defineSchema, type WorkspaceDataDefinition } from '@strata/sdk';

const imageSchema = defineSchema({
  options: {
    project: { type: 'string', required: true, affects: 'result', doc: 'Name of the image project.' },
    source: {
      type: 'string',
      affects: 'result',
      doc: 'Which of its sources (`type.name`), when it has several.',
    },
    destination: {
      type: 'string',
      affects: 'result',
      doc: 'Which destination of `destinations.json` `.ami` and `.gallery_version` are about, when the image is published to several.',
    },
  },
});

const outputSchema = defineSchema({
  options: {
    project: {
      type: 'string',
      required: true,
      affects: 'result',
      doc: 'Name of the project that makes the files.',
    },
    target: { type: 'string', required: true, affects: 'result', doc: 'Its Nx target that makes them.' },
    path: {
      type: 'string',
      required: true,
      affects: 'result',
      doc: 'The file or folder, relative to the project.',
    },
  },
});

/**
 * Another image of the workspace: `.layers` to build on or to copy from; `.ami` by region once it was published to AWS,
 * `.gallery_version` once it was published to a gallery of Azure. It makes an edge in the graph.
 */
export const strataImageDefinition: WorkspaceDataDefinition<typeof imageSchema> = {
  kind: 'data',
  type: 'strata-image',
  version: '1',
  doc: 'An image that another project of the workspace builds.',
  schema: imageSchema,
  reads: 'image',
};

/** What another project's target makes: `.files` to copy from, `.path` where they lie. It makes an edge in the graph. */
export const strataOutputDefinition: WorkspaceDataDefinition<typeof outputSchema> = {
  kind: 'data',
  type: 'strata-output',
  version: '1',
  doc: 'Files that a target of another project makes.',
  schema: outputSchema,
  reads: 'output',
};
