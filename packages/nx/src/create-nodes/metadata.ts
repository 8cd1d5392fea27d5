import type { ProjectConfiguration } from '@nx/devkit';

/** Under which name a project's metadata holds what the template says. */
export const metadataKey = 'strata';

/** What the rest of the plugin reads from a project of the graph. */
export interface ImageMetadata {
  /** What the template is loaded from: a folder or a file, from the workspace's root. */
  readonly template: string;
  /** `type.name` of each source. */
  readonly sources: readonly string[];
  /** Image projects that it is made from. */
  readonly parents: readonly string[];
  /** Projects that the template refers to, and where. */
  readonly edges: readonly {
    readonly project: string /** From the workspace's root. */;
    readonly file: string;
  }[];
}

/** The image that a project is; undefined for projects of other kinds. */
export function getImageMetadata({ metadata }: ProjectConfiguration): ImageMetadata | undefined {
  return (metadata as Record<string, unknown> | undefined)?.[metadataKey] as ImageMetadata | undefined;
}
