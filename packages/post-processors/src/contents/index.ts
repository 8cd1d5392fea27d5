export { type ImageContents, readContentsOf, wantsContents } from './find-contents';
export type { Ecosystem, Package } from './package';
export { compareVersions } from './versions/compare';
