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
}

const getParents = ({ outline }: Image) =>
  outline.sources.flatMap(({ images }) => images.map(({ project }) => project));

export function getLineage(all: readonly Image[]): Lineage {
  const images = new Map(all.map((image) => [image.folder.name, image]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    const image = images.get(from);
    return image !== undefined && getParents(image).some((parent) => reaches(parent, to, seen));
  };
  return { images, isRing: (child, parent) => reaches(parent, child, new Set()) };
}
