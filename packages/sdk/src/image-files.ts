import type { Artifact, ArtifactContext } from './parts';

/** Files of an image, seen from its root folder as a machine made from it would see them. Nothing is booted. */
export interface ImageFiles {
  /** Paths of the regular files that were wanted and are there, without `/` in front, in order. No symlink is followed. */
  list(): readonly string[];
  /** What a wanted file holds; symlinks are followed inside the image. Undefined when it is not there. */
  read(path: string): Buffer | undefined;
  /** How the image came to be, where it is made of layers. */
  readonly history?: ImageHistory;
}

/** An image layer by layer. */
export interface ImageHistory {
  /** Layers. */
  readonly count: number;
  /** Whether a layer neither has nor removes any of the wanted files. 0 is the base. */
  isQuiet(layer: number): boolean;
  /** The same image with so many of its layers alone, base first. */
  upTo(count: number): ImageFiles;
}

/** What is wanted of an image. It is read once from end to end, so that has to be said before. */
export interface ImageRequest {
  readonly artifact: Artifact;
  /** Whether a file is to be kept, by its path without `/` in front. */
  readonly wants: (path: string) => boolean;
  /** The container engine, for images that only it has: Packer's `docker_path`. */
  readonly dockerPath?: string;
}

/**
 * Opens what an artifact stands for: layers of the store, an image of a container engine, an archive or a folder.
 *
 * @throws Failure when the artifact holds no files that can be read here
 */
export type OpenImage = (context: ArtifactContext, request: ImageRequest) => Promise<ImageFiles>;
