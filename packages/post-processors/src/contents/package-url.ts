import type { OsRelease } from './os-release';
import type { Package } from './package';
import { normalizeName } from './pip/reader';

/**
 * A package's name for all the world: `pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12&upstream=glibc`.
 * Sources: the package URL specification and its types; `upstream` is what Syft and Grype add for the source package.
 */
export function formatPackageUrl(one: Package, os: OsRelease | undefined): string {
  const { type, path, version, qualifiers } = getParts(one, os);
  const pairs = Object.entries(qualifiers)
    .filter(([, value]) => value !== undefined && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value as string)}`);
  const query = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return `pkg:${type}/${path.map(encode).join('/')}@${encode(version)}${query}`;
}

interface Parts {
  readonly type: string;
  readonly path: readonly string[];
  readonly version: string;
  readonly qualifiers: Readonly<Record<string, string | undefined>>;
}

function getParts(one: Package, os: OsRelease | undefined): Parts {
  const { name, version } = one;
  switch (one.ecosystem) {
    case 'npm':
      return { type: 'npm', path: name.split('/'), version, qualifiers: {} };
    case 'pypi':
      return { type: 'pypi', path: [normalizeName(name)], version, qualifiers: {} };
    case 'rpm':
      return getRpmParts(one, os);
    default:
      return {
        type: one.ecosystem,
        path: [os?.id ?? 'linux', name],
        version,
        qualifiers: getQualifiers(one, os),
      };
  }
}

/** An rpm's epoch is no part of its version there. */
function getRpmParts(one: Package, os: OsRelease | undefined): Parts {
  const [, epoch, version] = /^(?:(\d+):)?(.*)$/.exec(one.version) as RegExpExecArray;
  return {
    type: 'rpm',
    path: [os?.id ?? 'linux', one.name],
    version: version as string,
    qualifiers: { ...getQualifiers(one, os), epoch },
  };
}

function getQualifiers({ architecture, name, version, source }: Package, os: OsRelease | undefined) {
  const sameVersion = source?.version === version;
  const upstream = source && (sameVersion ? source.name : `${source.name}@${source.version}`);
  return {
    arch: architecture,
    distro: os && [os.id, os.version].filter(Boolean).join('-'),
    upstream: upstream === name ? undefined : upstream,
  };
}

/** Colons stay, everything else that is not plain is written as its bytes. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
