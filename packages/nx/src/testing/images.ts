import type { Cloud } from '@strata/sdk';
import type { ImageFolder } from '../create-nodes/image-folders';
import type { Image } from '../create-nodes/lineage';
import type { SourceOutline } from '../create-nodes/outline';

/** An image project as createNodes sees it, from what matters to a test. */
export function makeImage(
  name: string,
  source: Partial<SourceOutline> = {},
  folder: Partial<ImageFolder> = {},
): Image {
  const root = `images/${name}`;
  const whole: SourceOutline = {
    source: `rootfs.${name}`,
    builds: [`rootfs.${name}`],
    images: [],
    outputs: [],
    files: [],
    reachesOut: false,
    isLocked: false,
    isLive: false,
    asksWorld: false,
    isExported: false,
    ...source,
  };
  return {
    folder: {
      root,
      name,
      isNamedHere: true,
      template: root,
      files: [`${root}/image.pkr.hcl`],
      variableFiles: [],
      ...folder,
    },
    outline: { sources: [whole], environment: [], reads: [] },
  };
}

/** A reference to a parent, as its outline holds it. */
export const from = (project: string, source?: string) => ({
  project,
  ...(source !== undefined && { source }),
  file: 'image.pkr.hcl',
});

/** The same, when it is read where the parent was published. */
export const fromCloud = (project: string, cloud: Cloud) => ({ ...from(project), publishedTo: [cloud] });
