import type { Cloud } from '@strata/sdk';
import { clouds } from './clouds';
import type { ImageFolder } from './image-folders';
import type { Outline } from './outline';

/** An image project with what its template says. */
export interface Image {
  readonly folder: ImageFolder;
  readonly outline: Outline;
}

/** The image projects of a workspace and how they stand on each other. */
export interface Lineage {
  readonly images: ReadonlyMap<string, Image>;
  /** Whether an image is, through however many others, built from itself by way of this parent. */
  isRing(child: string, parent: string): boolean;
  /** Clouds that an image is published to before others are built: they read where it was, or stand on one that is. */
  getAwaited(name: string): ReadonlySet<Cloud>;
}

const getParents = ({ outline }: Image) =>
  outline.sources.flatMap(({ images }) => images.map(({ project }) => project));

/** Images that others read the place of, and all that those stand on: children are never to be had before their parents. */
function getAwaited(images: ReadonlyMap<string, Image>, cloud: Cloud): ReadonlySet<string> {
  const edges = [...images.values()].flatMap(({ outline }) =>
    outline.sources.flatMap((source) => source.images),
  );
  const awaited = new Set(
    edges.filter(({ publishedTo }) => publishedTo?.includes(cloud)).map(({ project }) => project),
  );
  // What is added meanwhile is come to as well.
  for (const name of awaited) {
    const image = images.get(name);
    for (const parent of image ? getParents(image) : []) awaited.add(parent);
  }
  return awaited;
}

export function getLineage(all: readonly Image[]): Lineage {
  const images = new Map(all.map((image) => [image.folder.name, image]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    const image = images.get(from);
    return image !== undefined && getParents(image).some((parent) => reaches(parent, to, seen));
  };
  const awaited = clouds.map((cloud) => [cloud, getAwaited(images, cloud)] as const);
  return {
    images,
    isRing: (child, parent) => reaches(parent, child, new Set()),
    getAwaited: (name) =>
      new Set(awaited.flatMap(([cloud, names]) => (images.has(name) && names.has(name) ? [cloud] : []))),
  };
}
