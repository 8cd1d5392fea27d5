/** Between the name of a build and the mark of the publication that makes it. Neither names of images nor digests have it. */
const BETWEEN = '+';
const MARKED = /^(?<build>.*\.[0-9a-f]{12})\+[0-9a-f]{8}$/u;

/** What the tag for the build says while a publication is under way: it belongs to that one, and to no other yet. */
export function markBuild(build: string, mark: string): string {
  return `${build}${BETWEEN}${mark}`;
}

/** Whether a tag is that of a publication that did not come to its end. */
export function isMarkedBuild(tag: string): boolean {
  return MARKED.test(tag);
}

/** Whether a tag is that of a publication of this build. */
export function isMarkOf(tag: string, build: string): boolean {
  return MARKED.exec(tag)?.groups?.['build'] === build;
}

/** What the tag says when the publication has handed over what it made. */
export function unmarkBuild(tag: string): string {
  return MARKED.exec(tag)?.groups?.['build'] ?? tag;
}
