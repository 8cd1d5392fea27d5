import type { OpenImage, PostProcessorDefinition } from '@strata/sdk';
import { sbomSchema } from './schema';

/** Lists what an image is made of, from its own package data bases. */
export function createSbomDefinition({
  openImage,
}: {
  readonly openImage: OpenImage;
}): PostProcessorDefinition<typeof sbomSchema> {
  return {
    kind: 'post-processor',
    type: 'sbom',
    version: '1',
    doc: 'Writes what the image is made of as CycloneDX or SPDX, from its own package data bases (dpkg, rpm, apk, npm, pip) and without booting it. The artifact goes on with the files added, and is always kept.',
    schema: sbomSchema,
    load: async () => (require('./post-process') as typeof import('./post-process')).createSbom(openImage),
  };
}
