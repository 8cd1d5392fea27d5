import type { ExportImage, PostProcessorDefinition } from '@strata/sdk';
import { exportSchema } from './schema';

/** Writes an image in the formats that others start machines or containers from. */
export function createExportDefinition({
  exportImage,
}: {
  readonly exportImage: ExportImage;
}): PostProcessorDefinition<typeof exportSchema> {
  return {
    kind: 'post-processor',
    type: 'export',
    version: '1',
    doc: 'Writes the image in one or more formats: an image of layers as a disk, a container image or a tar, the disk of a machine as another disk. What is written goes on as the artifact; what it was made of is kept unless `keep_input_artifact` is false. Equal images give equal files. Layers themselves always stay.',
    schema: exportSchema,
    load: async () =>
      (require('./post-process') as typeof import('./post-process')).createExport(exportImage),
  };
}
