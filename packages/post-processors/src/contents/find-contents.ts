import { type Checked, Failure, hasErrors } from '@strata/diagnostics';
import type { Artifact, ImageFiles, OpenImage, PostProcessContext } from '@strata/sdk';
import { apkReader } from './apk/reader';
import { dpkgReader } from './dpkg/reader';
import { findOnce } from './known-contents';
import { createLayerFinder } from './layer-finder';
import { findRoots, viewBelow, wantsInAnyRoot } from './nested-roots';
import { npmReader } from './npm/reader';
import { type OsRelease, readOsRelease, wantsOsRelease } from './os-release';
import type { Found, Package, PackageReader } from './package';
import { pipReader } from './pip/reader';
import { rpmReader } from './rpm/reader';

/** What is installed in an image. */
export interface ImageContents {
  readonly os: OsRelease | undefined;
  /** In the order of their names. */
  readonly packages: readonly Package[];
  /** Whether a file came with a package of the system. */
  owns(path: string): boolean;
  /** The layer that brought a package as it is, 0 for the base; undefined where layers are not known. */
  findLayer(one: Package): number | undefined;
}

/** What to look into and how. */
export interface ContentsRequest {
  readonly openImage: OpenImage;
  readonly artifact: Artifact;
  readonly dockerPath?: string;
}

const systems: readonly PackageReader[] = [dpkgReader, rpmReader, apkReader];
const languages: readonly PackageReader[] = [npmReader, pipReader];

/**
 * Finds the packages of an image in its own data bases, and in those of containers that lie in it, without booting it. A package of a language that came with one of
 * the system is that one, and not a second: it has the system's version, and the system's mends.
 *
 * @throws Failure with every data base that cannot be read: a list with gaps would pass for a whole one
 */
export function findContents(context: PostProcessContext, request: ContentsRequest): Promise<ImageContents> {
  const { openImage, artifact } = request;
  const find = () => readContents(context, request);
  return artifact.image ? findOnce(openImage, artifact.image, find) : find();
}

async function readContents(
  context: PostProcessContext,
  { openImage, artifact, dockerPath }: ContentsRequest,
): Promise<ImageContents> {
  const files = await openImage(context, {
    artifact,
    wants: wantsContents,
    ...(dockerPath !== undefined && { dockerPath }),
  });
  return readContentsOf(files);
}

/** Whether {@link readContentsOf} has to see a file. */
export function wantsContents(path: string): boolean {
  return languages.some((reader) => reader.wants(path)) || wantsInAnyRoot(path, wantsOfRoot);
}

/**
 * What is installed, as these files of an image say.
 *
 * @throws Failure with every data base that cannot be read
 */
export function readContentsOf(files: ImageFiles): ImageContents {
  const roots = findRoots(files).map((root) => readRoot(files, root));
  const ofLanguages = languages.map((reader) => reader.read(files));
  const diagnostics = [...roots, ...ofLanguages].flatMap((found) => found.diagnostics);
  if (hasErrors(diagnostics)) throw new Failure(diagnostics);
  const isOwned = (path: string) => roots.some(({ value }) => value.owns?.(path));
  const packages = [
    ...roots.flatMap(({ value }) => value.packages),
    ...ofLanguages.flatMap(({ value }) => value.packages).filter(({ location }) => !isOwned(location)),
  ];
  return {
    os: readOsRelease(files),
    packages: sortPackages(packages),
    owns: isOwned,
    findLayer: createLayerFinder(files, readPackages),
  };
}

/** What is installed with so many layers; what could not be read then counts as nothing. */
function readPackages(files: ImageFiles): readonly Package[] {
  try {
    return readContentsOf(files).packages;
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

function wantsOfRoot(path: string): boolean {
  return wantsOsRelease(path) || systems.some((reader) => reader.wants(path));
}

/** What the data bases of one root file system say, with places as the whole image has them. */
function readRoot(files: ImageFiles, root: string): Checked<Found> {
  const view = viewBelow(files, root);
  const found = systems.map((reader) => reader.read(view));
  const inside = root === '' ? undefined : { root, os: readOsRelease(view) };
  return {
    value: {
      packages: found
        .flatMap(({ value }) => value.packages)
        .map((one) => ({ ...one, location: root + one.location, ...(inside && { inside }) })),
      owns: (path) =>
        path.startsWith(root) && found.some(({ value }) => value.owns?.(path.slice(root.length))),
    },
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Keys are made once each: a comparison that makes them makes them a dozen times. */
function sortPackages(packages: readonly Package[]): readonly Package[] {
  const keyed = packages.map((one) => {
    const { ecosystem, name, version, architecture = '', location } = one;
    return { one, key: [ecosystem, name, version, architecture, location].join('\0') };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ one }) => one);
}
