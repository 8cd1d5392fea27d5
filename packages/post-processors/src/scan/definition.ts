import type { OpenImage, PostProcessorDefinition } from '@strata/sdk';
import { scanSchema } from './schema';

/** Looks for known weaknesses of what is installed in an image. */
export function createScanDefinition({
  openImage,
}: {
  readonly openImage: OpenImage;
}): PostProcessorDefinition<typeof scanSchema> {
  return {
    kind: 'post-processor',
    type: 'scan',
    version: '1',
    doc: "Looks for known weaknesses of what is installed in the image, with trivy, grype, debsecan or the data of Debian's security tracker, and fails the build for those that are too grave. The artifact goes on with the report added, and is always kept.",
    schema: scanSchema,
    load: async () => (require('./post-process') as typeof import('./post-process')).createScan(openImage),
  };
}
