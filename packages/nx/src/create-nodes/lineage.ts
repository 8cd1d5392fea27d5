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
  /** Whether an image is to be published before others are built: they read where it was, or stand on one that is. */
  isAwaited(name: string): boolean;
}

const getParents = ({ outline }: Image) =>
  outline.sources.flatMap(({ images }) => images.map(({ project }) => project));

/** Images that others read the place of, and all that those stand on: children are never to be had before their parents. */
function getAwaited(images: ReadonlyMap<string, Image>): ReadonlySet<string> {
  const edges = [...images.values()].flatMap(({ outline }) =>
    outline.sources.flatMap((source) => source.images),
  );
  const awaited = new Set(edges.filter(({ readsAmi }) => readsAmi).map(({ project }) => project));
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
  const awaited = getAwaited(images);
  return {
    images,
    isRing: (child, parent) => reaches(parent, child, new Set()),
    isAwaited: (name) => images.has(name) && awaited.has(name),
  };
}
