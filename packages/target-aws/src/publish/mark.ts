/** Between the name of a build and the mark of the publication that makes it. Neither names of images nor digests have it. */
const BETWEEN = '+';
const MARKED = /^(?<build>.*\.[0-9a-f]{12})\+[0-9a-f]{8}$/u;

/** What the tag `strata:build-id` says while a publication is under way: it belongs to that one, and to no other yet. */
export function markBuild(build: string, mark: string): string {
  return `${build}${BETWEEN}${mark}`;
}

/** Whether a tag is that of a publication that did not come to its end. */
export function isMarked(tag: string): boolean {
  return MARKED.test(tag);
}

export function isMarkOf(tag: string, build: string): boolean {
  return MARKED.exec(tag)?.groups?.['build'] === build;
}
