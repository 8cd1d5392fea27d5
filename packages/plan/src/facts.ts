import type { Range } from '@strata/diagnostics';
import type {
  BaseFacts,
  Cloud,
  ImageFacts,
  InputReference,
  LayerBuilderDefinition,
  MachineBuilderDefinition,
} from '@strata/sdk';

export type ImageReference = InputReference & { readonly kind: 'image' };
export type OutputReference = InputReference & { readonly kind: 'output' };

/** What a plan is made of besides the template. Each answers undefined for what is not there. */
export interface Facts {
  image(reference: ImageReference): ImageFacts | undefined;
  output(reference: OutputReference): OutputFacts | undefined;
  /**
   * Ids of the AMIs that an image was published as, by region; none when it was not.
   *
   * @param destination the only one whose AMIs count
   */
  amis(reference: ImageReference, destination?: string): ReadonlyMap<string, string>;
  /**
   * Id of the version of a gallery that an image was published as; undefined when it was not.
   *
   * @param destination the only one whose version counts
   */
  galleryVersion(reference: ImageReference, destination?: string): string | undefined;
  /** The `treeDigest` of a file or folder whose content enters a key, by the path as an option gives it. */
  file(path: string): string | undefined;
  /** Facts of a base by their name in `images.lock.json`. */
  lock(lockName: string): BaseFacts | undefined;
  /** HMAC of a sensitive text with the workspace's own key, hex. */
  secretDigest(text: string): string;
}

/** An output of another project on this machine. */
export interface OutputFacts {
  /** `treeDigest` of what lies there. */
  readonly digest: string;
  /** Absolute. */
  readonly path: string;
}

/** The facts that a plan will ask for. */
export interface Requirements {
  readonly images: readonly ImageRequirement[];
  readonly outputs: readonly OutputRequirement[];
  readonly files: readonly FileRequirement[];
  readonly bases: readonly BaseRequirement[];
  /** Builds on live machines, for whoever looks beforehand at what they need. */
  readonly machines: readonly MachineRequirement[];
}

export interface ImageRequirement {
  readonly reference: ImageReference;
  /** Clouds for which a selected build reads where the image was published: `.ami`, `.gallery_version`. */
  readonly publishedTo: readonly Cloud[];
  readonly range: Range;
}

export interface OutputRequirement {
  readonly reference: OutputReference;
  readonly range: Range;
}

export interface FileRequirement {
  /** As the option gives it; relative ones start from the base folder. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'either';
  /** Its digest enters a key; otherwise it need only be there. */
  readonly keyed: boolean;
  readonly range?: Range;
}

export interface BaseRequirement {
  readonly lockName: string;
  readonly builder: LayerBuilderDefinition;
  readonly options: Readonly<Record<string, unknown>>;
  readonly range: Range;
}

export interface MachineRequirement {
  readonly builder: MachineBuilderDefinition;
  /** `type.name` of the source. */
  readonly source: string;
  /** Those that are known by now. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly range: Range;
}
