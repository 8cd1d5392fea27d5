import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import type { Artifact, OpenImage, PostProcessContext } from '@strata/sdk';
import { apkReader } from './apk/reader';
import { dpkgReader } from './dpkg/reader';
import { npmReader } from './npm/reader';
import { type OsRelease, readOsRelease, wantsOsRelease } from './os-release';
import type { Package, PackageReader } from './package';
import { pipReader } from './pip/reader';
import { rpmReader } from './rpm/reader';

/** What is installed in an image. */
export interface ImageContents {
  readonly os: OsRelease | undefined;
  /** In the order of their names. */
  readonly packages: readonly Package[];
}

/** What to look into and how. */
export interface ContentsRequest {
  readonly openImage: OpenImage;
  readonly artifact: Artifact;
  readonly dockerPath?: string;
}

const systems: readonly PackageReader[] = [dpkgReader, rpmReader, apkReader];
const languages: readonly PackageReader[] = [npmReader, pipReader];
const readers = [...systems, ...languages];

/**
 * Finds the packages of an image in its own data bases, without booting it. A package of a language that came with one of
 * the system is that one, and not a second: it has the system's version, and the system's mends.
 *
 * @throws Failure with every data base that cannot be read: a list with gaps would pass for a whole one
 */
export async function findContents(
  context: PostProcessContext,
  { openImage, artifact, dockerPath }: ContentsRequest,
): Promise<ImageContents> {
  const files = await openImage(context, {
    artifact,
    wants: (path) => wantsOsRelease(path) || readers.some((reader) => reader.wants(path)),
    ...(dockerPath !== undefined && { dockerPath }),
  });
  const diagnostics: Diagnostic[] = [];
  const read = (reader: PackageReader) => {
    const { value, diagnostics: more } = reader.read(files);
    diagnostics.push(...more);
    return value;
  };
  const ofSystem = systems.map(read);
  const isOwned = (path: string) => ofSystem.some(({ owns }) => owns?.(path));
  const ofLanguages = languages.map(read).flatMap(({ packages }) => packages);
  const packages = [
    ...ofSystem.flatMap((found) => found.packages),
    ...ofLanguages.filter(({ location }) => !isOwned(location)),
  ];
  if (hasErrors(diagnostics)) throw new Failure(diagnostics);
  return { os: readOsRelease(files), packages: sortPackages(packages) };
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
